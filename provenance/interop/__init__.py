"""What other tools read: graphs for networkx and its formats. Each writer is a function of an audit."""
