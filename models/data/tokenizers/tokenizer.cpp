#include "models/data/tokenizers/tokenizer.h"

#include <algorithm>

namespace tiersim::models {

void truncate_longest_first(std::vector<std::int64_t>& first, std::vector<std::int64_t>& second,
                            std::size_t room) {
  while (first.size() + second.size() > room) {
    (first.size() > second.size() ? first : second).pop_back();
  }
}

}  // namespace tiersim::models
