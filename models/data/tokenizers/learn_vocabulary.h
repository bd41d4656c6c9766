#pragma once

#include <string>
#include <vector>

#include "models/data/tokenizers/byte_bpe.h"

namespace tiersim::models {

/// Learns a vocabulary for WordPiece from texts. Returns at most `size` tokens; the index of a
/// token is its id. First come [PAD] [UNK] [CLS] [SEP] [MASK]. Then comes every character of the
/// words (split_basic()), as "c" and, if it occurs later in a word, also as "##c". The rest are the
/// results of byte-pair encoding, until there are `size` tokens or no pairs are left.
///
/// Words of more than 100 characters are ignored. WordPiece turns no other word of these texts into
/// [UNK]. The order of the texts does not matter. Throws UserError if `size` is too small for the
/// five special tokens and the characters.
/// Source: the WordPieceTrainer of Hugging Face's tokenizers, with a minimal frequency of 1.
std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size);

/// Learns a vocabulary and its merges for ByteBpe from texts. The vocabulary has <s> <pad> </s>
/// <unk> <mask>, then the 256 bytes, then the results of byte-pair encoding inside the pieces of
/// split_gpt2(). It has at most `size` tokens; fewer if no pairs are left. The order of the texts
/// does not matter. Throws UserError if `size` is below 261.
ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size);

}  // namespace tiersim::models
