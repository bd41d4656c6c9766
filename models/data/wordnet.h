#pragma once

#include <filesystem>

#include "models/data/dataset.h"
#include "models/data/text_table.h"

namespace tiersim::models {

/// WordNet's 117,659 definitions, each with the semantic field (of 45, "noun.animal",
/// "verb.motion", ...) that its synset belongs to. What follows the definition, examples in quotes,
/// is left out. Synsets are put in random order once (a fixed seed) and split into 100,000 for
/// training and the rest for testing.
/// Source: Fellbaum (ed.), WordNet, MIT Press 1998; read from Debian's package wordnet-base, or
/// from the folder in TIERSIM_WORDNET. Throws UserError where a file is missing or malformed.
TextTable load_wordnet(Split split);

/// The same from a folder that holds data.noun, data.verb, data.adj and data.adv.
TextTable load_wordnet(Split split, const std::filesystem::path& folder);

}  // namespace tiersim::models
