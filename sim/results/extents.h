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

/// Writes the columns `first_<kind>` and `<kind>_count` of `group`, which say where each row's list
/// is. `counts` has one number for each row: the length of the row's list. `place` names the column
/// or group that holds the lists. The description of `first_<kind>` contains `place`.
void write_extents(Hdf5Writer& file, const std::string& group, const std::string& kind,
                   const std::string& place, const Integers& counts);

/// Where the lists of one kind are in a results file, read from that file. Each row of a group has
/// a list: for each row, the index of its first element and its length.
class Extents {
 public:
  /// Reads the columns `first_<kind>` and `<kind>_count` of `group`. The group must have `rows`
  /// rows. The columns that hold the lists have `elements` values. Throws UserError, which names
  /// `path`, if one of the two columns is missing or does not have `rows` values, or if a list does
  /// not lie within the `elements` values.
  Extents(const Hdf5Reader& file, const std::filesystem::path& path, const std::string& group,
          const std::string& kind, std::size_t rows, std::size_t elements);

  /// Returns the list of the row with the index `row`. Calls `element(i)` for each element of the
  /// list and puts the result into the returned list. `i` is the index of the element in the
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
