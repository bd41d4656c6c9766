#include "models/data/tokenizer.h"

namespace tiersim::models {

std::vector<std::int64_t> Tokenizer::encode(std::string_view text, std::string_view pair,
                                            std::size_t max_tokens) const {
  std::vector<std::int64_t> first = pieces(text), second;
  std::size_t special = 2;
  if (!pair.empty()) {
    second = pieces(pair);
    special += separators_in_pair();
  }
  while (first.size() + second.size() > 0 && first.size() + second.size() + special > max_tokens)
    (second.size() > first.size() ? second : first).pop_back();

  std::vector<std::int64_t> ids{first_id()};
  ids.insert(ids.end(), first.begin(), first.end());
  if (!pair.empty()) {
    ids.insert(ids.end(), separators_in_pair(), separator_id());
    ids.insert(ids.end(), second.begin(), second.end());
  }
  ids.push_back(separator_id());
  return ids;
}

}  // namespace tiersim::models
