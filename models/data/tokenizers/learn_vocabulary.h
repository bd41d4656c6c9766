#pragma once

#include <string>
#include <vector>

#include "models/data/tokenizers/byte_bpe.h"

namespace tiersim::models {

/// Learns a vocabulary for `WordPiece` from texts: [PAD] [UNK] [CLS] [SEP] [MASK], then every
/// character of the basic words, alone and, where it continues a word, as "##c", then what
/// byte-pair encoding joins; at most `size` tokens, fewer where the texts run out of pairs. No word
/// of these texts of at most 100 characters (longer ones are left out) becomes [UNK]. The same
/// texts, in any order, give the same vocabulary.
/// Throws UserError where `size` has no room for the characters.
/// Source: the WordPieceTrainer of Hugging Face's tokenizers, with a minimal frequency of 1.
std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size);

/// Learns a vocabulary for `ByteBpe` from texts: <s> <pad> </s> <unk> <mask>, the 256 bytes, then
/// what byte-pair encoding joins within GPT-2's pieces; at most `size` tokens. The same texts, in
/// any order, give the same vocabulary. Throws UserError where `size` is below 261.
ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size);

}  // namespace tiersim::models
