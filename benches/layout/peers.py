"""Lays a list of edges out with s_gd2, its sparse form of 200 pivots, or sfdp. Prints {"seconds": processor time, "xy": [...]}.

usage: python peers.py GRAPH.csv s_gd2|s_gd2_sparse|sfdp
"""

import json
import resource
import subprocess
import sys
import time

file, peer = sys.argv[1:]
with open(file) as lines:
    edges = [tuple(map(int, line.split(","))) for line in list(lines)[1:]]
nodes = 1 + max(max(edge) for edge in edges)
if peer != "sfdp":
    import numpy
    import s_gd2

    ends = numpy.array(edges, dtype=numpy.int32)
    start = time.process_time()
    from_to = ends[:, 0], ends[:, 1]
    if peer == "s_gd2":
        places = s_gd2.layout(*from_to, random_seed=1)
    else:
        places = s_gd2.layout_sparse(*from_to, npivots=200, random_seed=1)
    seconds = time.process_time() - start
    xy = [float(value) for place in places for value in place]
else:
    text = "graph{" + ";".join(map(str, range(nodes))) + ";"
    text += ";".join(f"{a}--{b}" for a, b in edges) + "}"
    command = ["sfdp", "-Tplain", "-Gstart=1", "-Goverlap=true"]
    out = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = usage.ru_utime + usage.ru_stime
    xy = [0.0] * (2 * nodes)
    for words in (line.split() for line in out.splitlines()):
        if words and words[0] == "node":
            xy[2 * int(words[1])], xy[2 * int(words[1]) + 1] = float(words[2]), float(words[3])
print(json.dumps({"seconds": seconds, "xy": xy}))
