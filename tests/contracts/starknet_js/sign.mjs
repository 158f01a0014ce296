// Hashes and signs with starknet.js, a client that shares no code with the contracts or with starknet.py.
//
// Reads JSON from standard input: {account, private_key, chain_id, outside, typed_data}, where `outside` is what a wallet is
// asked for (caller, nonce, bounds, calls) and `typed_data` a list of SNIP-12 messages. Writes the typed data that it makes of
// `outside`, and hash, signature and public key for each message, to standard output.
import { OutsideExecutionVersion, ec, outsideExecution, typedData } from 'starknet';
import { readFileSync } from 'node:fs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const messages = [...request.typed_data];
if (request.outside) {
  const { caller, nonce, execute_after, execute_before, calls } = request.outside;
  const bounds = { caller, execute_after, execute_before };
  messages.unshift(outsideExecution.getTypedData(request.chain_id, bounds, nonce, calls, OutsideExecutionVersion.V2));
}
const signed = messages.map((message) => {
  const hash = typedData.getMessageHash(message, request.account);
  const { r, s } = ec.starkCurve.sign(hash, request.private_key);
  return { hash, signature: ['0x' + r.toString(16), '0x' + s.toString(16)] };
});
const publicKey = ec.starkCurve.getStarkKey(request.private_key);
process.stdout.write(JSON.stringify({ public_key: publicKey, signed }));
