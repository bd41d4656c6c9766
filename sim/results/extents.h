#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

// How a results file stores lists. Each row of a group may own a list. All lists of one kind follow
// one another in columns elsewhere in the file. Two columns of the group, its extents, say where
// the list of a row is: `first_<kind>` is the index of the first element, `<kind>_count` is the
// number of elements.

/// Writes the columns `first_<kind>` and `<kind>_count` of `group`. `counts` has the length of the
/// list of each row. `place` is the name of the columns that hold the lists; it goes into the
/// description.
void write_extents(Hdf5Writer& file, const std::string& group, const std::string& kind,
                   const std::string& place, const Integers& counts);

/// The columns `first_<kind>` and `<kind>_count` of a group, read from a results file.
class Extents {
 public:
  /// Reads both columns. `rows` is the number of rows of the group, `elements` the length of the
  /// columns that hold the lists. Throws UserError, which names `path`, if a column is missing or
  /// has not `rows` values, or if a list does not lie within these `elements`.
  Extents(const Hdf5Reader& file, const std::filesystem::path& path, const std::string& group,
          const std::string& kind, std::size_t rows, std::size_t elements);

  /// Returns the list of a row. `element(i)` makes a value from the element with index i of the
  /// columns that hold the lists.
  template <typename Value, typename Convert>
  std::vector<Value> take(std::size_t row, Convert element) const {
    std::vector<Value> list;
    for (std::int64_t i = first_[row]; i < first_[row] + count_[row]; ++i)
      list.push_back(element(static_cast<std::size_t>(i)));
    return list;
  }

 private:
  Integers first_, count_;
};

}  // namespace tiersim
