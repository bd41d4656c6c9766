#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/results.h"

namespace tiersim {

/// The group /requests: who asked what and when, how it ended, and where its time went. Scenarios
/// come one after the other; memory holds some thousand rows.
class RequestColumns {
 public:
  /// `steps`: the columns of all routes that will come, as step_columns() names them.
  RequestColumns(Hdf5Writer& file, const std::set<std::string>& steps);

  void add(const ScenarioResult& scenario);
  void flush();  ///< what is still in memory; nothing may be added after it

 private:
  Hdf5Writer& file_;
  std::map<std::string, Integers> integers_;  ///< by name in the group
  Texts outcomes_;
  std::size_t rows_{0};  ///< in memory
};

/// The columns of a route's parts, each with the places in the route that it adds up; a message's
/// four parts have one for their sum, too.
std::map<std::string, std::vector<std::size_t>> step_columns(const Route& route);

}  // namespace tiersim
