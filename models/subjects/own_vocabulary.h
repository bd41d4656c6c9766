#pragma once

#include <filesystem>
#include <memory>

#include "models/data/tokenizers/tokenizer.h"
#include "models/subjects/own_graph.h"

namespace tiersim::models {

/// Makes the tokenizer of the vocabulary in `folder`: vocab.json and merges.txt, or vocab.txt. A
/// WordPiece tokenizer has the settings of tokenizer_config.json and tokenizer.json
/// (tokenizer_settings.h). Throws UserError if there is no vocabulary, if the settings cannot be
/// honoured, or if the words of a vocab.txt have upper-case letters and no file says whether texts
/// become lower case.
std::unique_ptr<Tokenizer> own_vocabulary(const std::filesystem::path& folder);

/// Makes the tokenizer of the vocabulary in `folder` with own_vocabulary(), and checks that it
/// suits the model. Throws UserError if the vocabulary has another number of ids than the model
/// reads, or another padding id than `form`, and whatever own_vocabulary() throws. The model may
/// read up to 127 ids more than the vocabulary has, if it reads a multiple of 8: such models are
/// made to be fast.
std::unique_ptr<Tokenizer> own_tokenizer(const std::filesystem::path& folder,
                                         const TokenForm& form);

}  // namespace tiersim::models
