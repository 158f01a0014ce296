import sys,time,pickle
from pathlib import Path
import numpy as np
from zkml import Prover, load_circuit, Context, verify, PARAMETER_SETS
from zkml.circuit import layout
import inspect
c=load_circuit(Path('models/surface-inspection/model.onnx'))
a=c.architecture
print(a.input,[ (l.name,l.operator,l.shape,l.kernel,l.stride,l.padding,l.shift,l.activation) for l in a.layers], a.weight_bits)
p=layout(a,0); print(p, p.witness_bits, a.tables)
for n in sys.argv[1:]:
    t=time.time(); pr=Prover(c,n); print(n,'prover',time.time()-t)
    x=np.random.default_rng(1).integers(0,256,(1,*a.input)).astype(np.uint8)
    t=time.time(); q=pr.prove(x,Context(chain=int.from_bytes(b'SN_SEPOLIA','big'),contract=0x1234,account=0x77,job=7,nonce=1)); print('prove',time.time()-t,len(q.data)//32)
    pickle.dump((pr.registration,q.statement,q.data),open(f'/tmp/onc/{n}.pkl','wb'))
