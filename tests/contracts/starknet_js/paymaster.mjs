// A stock client of a SNIP-29 service: starknet.js's Account with its PaymasterRpc.
//
// Reads JSON from standard input: {url, node, api_key, account, private_key, calls, fee_mode, bounds,
// deployment}, the last only for an account that is to be deployed.
// Writes what the service says of itself and the hash of the transaction that carried `calls` out, or the error, to standard output.
import { Account, PaymasterRpc, RpcProvider } from 'starknet';
import { readFileSync } from 'node:fs';

const request = JSON.parse(readFileSync(0, 'utf8'));
const paymaster = new PaymasterRpc({ nodeUrl: request.url, headers: { 'x-paymaster-api-key': request.api_key } });
const provider = new RpcProvider({ nodeUrl: request.node });
const account = new Account({ provider, address: request.account, signer: request.private_key, paymaster });
const text = (_, value) => (typeof value === 'bigint' ? '0x' + value.toString(16) : value);
const answer = { available: await paymaster.isAvailable(), tokens: await paymaster.getSupportedTokens() };
try {
  const details = { feeMode: request.fee_mode, timeBounds: request.bounds, deploymentData: request.deployment };
  const estimate = await account.estimatePaymasterTransactionFee(request.calls, details);
  const sent = await account.executePaymasterTransaction(request.calls, details, estimate.suggested_max_fee_in_gas_token * 2n);
  answer.transaction_hash = sent.transaction_hash;
} catch (error) {
  answer.error = String(error.message);
}
process.stdout.write(JSON.stringify(answer, text));
