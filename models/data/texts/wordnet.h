#pragma once

#include <filesystem>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// Reads the training set (100,000 definitions) or the test set (17,659 definitions) of the data
/// set WordNet. The label of a definition is its semantic field: 45 classes, from "adj.all" to
/// "adj.ppl", in the order of the lexicographer files.
///
/// A text is the definition alone. The usage examples after it (from `; "` on) are left out,
/// because they quote the word itself. A few examples that WordNet separates by `: "` or `, "`
/// stay. Some 1.4 % of the definitions belong to several synsets (sets of synonyms), so a few test
/// texts also occur in training, perhaps with another label.
///
/// The split and the order are ours: the synsets in the order noun, verb, adj, adv, shuffled with
/// Fisher-Yates and std::mt19937_64 with a fixed seed. The first 100,000 are for training.
///
/// The files are in the folder that the environment variable TIERSIM_WORDNET names. If it is not
/// set, they are those of Debian's package wordnet-base. Throws UserError if a file is missing,
/// malformed or not WordNet 3.0.
/// Source: WordNet 3.0, Miller, CACM 38(11), 1995; format: wndb(5WN), lexnames(5WN).
TextTable load_wordnet(Split split);

/// Reads the training set or the test set of WordNet, definitions with their semantic fields as
/// labels, from `folder`. The folder has the files data.noun, data.verb, data.adj and data.adv.
/// Throws UserError if a file is missing, malformed or not WordNet 3.0.
TextTable load_wordnet(Split split, const std::filesystem::path& folder);

}  // namespace tiersim::models
