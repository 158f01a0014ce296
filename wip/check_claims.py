import random
from pathlib import Path
from zkml import load_circuit
from zkml.cairo.claims import Claims
from zkml.claims import *
from zkml.commitment import anchor_factors
from zkml.multilinear import *
from zkml.verifier import known_denominators
from zkml.field import PRIME as P
a=load_circuit(Path('models/surface-inspection/model.onnx')).architecture
R=random.Random(3); rnd=lambda n:[R.randrange(P) for _ in range(n)]
def run(lines,env):
    env=dict(env)
    for l in lines[1:-1]:
        l=l.strip()
        if l.startswith('let v'):
            n,e=l[4:-1].split(' = '); env[n]=eval(e,{},env)%P
        elif l.startswith('let ['): pass
        else: last=l
    return env,last
for items in (1,8):
    c=Claims(a,items); p=c.plan
    b,r,o,g,u,y,f=rnd(p.items_bits),rnd(14),rnd(c.output_bits),rnd(11),rnd(p.witness_bits-6),rnd(items*4),rnd(64)
    eta,gamma,joined,zeta,al,be=rnd(6)
    env=dict(eta=eta,gamma=gamma,joined=joined,zeta=zeta,alpha=al,beta=be)
    for k,v in dict(b=b,r=r,o=o,g=g,u=u,y=y,f=f).items(): env.update({f'{k}{i}':x for i,x in enumerate(v)})
    N=NetworkPoint(a,p,b,r,o,eta); S=SumcheckPoint(N,g)
    e,last=run(c._lookups(),env); act=sum(N.selectors)%P; of=eq([0]*p.items_bits,b)
    got=[eval(x.split(': ')[1],{},e)%P for x in last[last.index('{')+1:last.rindex('}')].split(', ')]
    print('lookups',got==[act,of,*known_denominators(p,a.tables,act,of,r,al,be)])
    e,last=run(c._outputs(),env); print('outputs',eval(last,{},e)%P==N.output_value([y[i:i+4] for i in range(0,len(y),4)],N.item_weights(items)))
    e,last=run(c._known(),env); print('known',eval(last.split('value: ')[1].split(', ')[0],{},e)%P==S.public_value([],[]))
    pw=[pow(gamma,i,P) for i in range(7)]
    W=fold_terms(p,b,N.lookup_terms(pw)+S.witness_terms(pw[4]),u)
    parts=[(t.offset,t.factors,t.scale) for t in S.weight_terms(pw[5])]+[(0,tuple(anchor_factors(zeta,15)),pw[6])]
    V=tensor_sum(15,parts,u[p.witness_bits-15:])
    e,last=run(c._opening(),env); print('opening',eval(last,{},e)%P==dot(fold(V+W,joined),f))
