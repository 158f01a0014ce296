"""A worker of the group in a process of its own: ``worker_process.py BOOTSTRAP PREFIX GROUP NAME``.

A job whose body is ``end`` ends it as a fault in native code does; of others it takes 20 ms.
"""

import asyncio
import os
import sys

from edge_worker.kafka.address import KafkaAddress
from edge_worker.kafka.group_worker import GroupWorker
from edge_worker.kafka.topics import TopicRules, Topics


async def do(job):
    if job.body == b"end":
        os._exit(11)
    await asyncio.sleep(0.02)
    return job.body.upper(), None


async def main(bootstrap, prefix, group, name):
    rules = TopicRules(partitions=4, replicas=1)
    worker = GroupWorker(KafkaAddress((bootstrap,)), Topics(prefix), rules, group, name, do, most=8, session_s=1.5)
    await worker.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
