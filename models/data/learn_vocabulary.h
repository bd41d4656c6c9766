#pragma once

#include "models/data/byte_bpe.h"

namespace tiersim::models {

/// Learns vocabularies by byte pair encoding: the pair of symbols that occurs most often side by
/// side becomes a symbol, until there are `size` (of equals, the pair that sorts first). The same
/// texts give the same vocabulary. Source: Sennrich et al., ACL 2016, algorithm 1.

/// WordPiece: [PAD] [UNK] [CLS] [SEP] [MASK], the characters, what was merged; for basic_words().
std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size);

/// RoBERTa's: <s> <pad> </s> <unk> <mask>, the 256 bytes, what was merged; for bpe_words().
ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size);

}  // namespace tiersim::models
