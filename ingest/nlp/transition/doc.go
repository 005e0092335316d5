// Package transition runs spaCy's greedy transition systems: the arc-eager dependency parser, which also finds
// sentence bounds, and the BILUO entity recogniser.
//
// A state walks over a document: a stack, a buffer of tokens yet to be read, and what has been found. At each step
// a network scores every move by the vectors of a few tokens of the state (8 or 13 for the parser, 3 or 6 for the recogniser);
// the best-scored move that is valid in the state is made. Of equal scores the first move wins. The first layer is linear
// in each token's vector, so its products are computed once per token and place for the whole batch and then only summed.
package transition
