#pragma once

#include <string>
#include <vector>

#include "models/data/tokenizers/byte_bpe.h"

namespace tiersim::models {

/// Learns a vocabulary for WordPiece from texts. The vocabulary has [PAD] [UNK] [CLS] [SEP] [MASK],
/// then every character of the words (split_basic()), as "c" and, if it occurs later in a word, as
/// "##c", then the results of byte-pair encoding. It has at most `size` tokens; fewer if no pairs
/// are left. No word of these texts becomes [UNK], except words of more than 100 characters. The
/// order of the texts does not matter. Throws UserError if `size` is too small for the characters.
/// Source: the WordPieceTrainer of Hugging Face's tokenizers, with a minimal frequency of 1.
std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size);

/// Learns a vocabulary for ByteBpe from texts. The vocabulary has <s> <pad> </s> <unk> <mask>, the
/// 256 bytes, then the results of byte-pair encoding inside GPT-2's pieces, at most `size` tokens.
/// The order of the texts does not matter. Throws UserError if `size` is below 261.
ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size);

}  // namespace tiersim::models
