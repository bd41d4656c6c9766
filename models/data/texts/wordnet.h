#pragma once

#include <filesystem>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// WordNet's 117,659 definitions, each with its semantic field as the label: 45 classes, from
/// "adj.all" to "adj.ppl", in the order of the lexicographer files. 100,000 to train, 17,659 to
/// test.
///
/// The text is the definition alone: the usage examples that follow it, from `; "` on, are left
/// out, for they quote the word itself. A few examples that WordNet sets off otherwise (`: "` or
/// `, "`) stay. Some 1.4 % of the definitions serve several synsets, so that a few test texts also
/// occur in training, there perhaps under another label.
///
/// The split and the order are our own: the synsets in the order noun, verb, adj, adv, shuffled by
/// std::mt19937_64 with a fixed seed and Fisher-Yates; the first 100,000 are for training.
///
/// Source: WordNet 3.0, Miller, CACM 38(11), 1995; format: wndb(5WN), lexnames(5WN). Read from
/// Debian's package wordnet-base, or from the folder in TIERSIM_WORDNET. Throws UserError where a
/// file is missing, malformed or not WordNet 3.0.
TextTable load_wordnet(Split split);

/// The same from a folder that holds data.noun, data.verb, data.adj and data.adv.
TextTable load_wordnet(Split split, const std::filesystem::path& folder);

}  // namespace tiersim::models
