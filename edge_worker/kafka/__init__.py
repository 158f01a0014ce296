"""Kafka as the scale-out queue: gateways put jobs into a topic, a group of workers takes them, answers come back.

Needs the extra ``[kafka]``; nothing here is imported before it is asked for. See ``docs/kafka.md``.
"""
