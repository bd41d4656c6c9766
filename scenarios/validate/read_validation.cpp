#include <fmt/format.h>

#include <limits>
#include <utility>

#include "scenarios/validate/validation_columns.h"
#include "scenarios/validate/validation_file.h"
#include "sim/base/error.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/read_sweeps.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

constexpr double kNotStored = std::numeric_limits<double>::quiet_NaN();

/// Reads the columns of /validation or of /decisions. Every column has `rows()` rows.
class Table {
 public:
  Table(const std::filesystem::path& path, const Hdf5Reader& file, std::string group)
      : path_(path),
        file_(file),
        group_(std::move(group)),
        rows_(file.rows_of(group_ + "/subject")) {}

  std::size_t rows() const { return rows_; }
  Texts texts(const std::string& name) const { return checked(file_.texts(group_ + "/" + name)); }
  Numbers numbers(const std::string& name) const {
    return checked(file_.numbers(group_ + "/" + name));
  }
  std::vector<std::vector<SweepValue>> sweeps() const {
    std::vector<std::vector<SweepValue>> sweeps(rows_);
    for (const auto& [swept, values] : read_sweeps(file_, group_)) {
      const Texts own = checked(values);
      for (std::size_t i = 0; i < rows_; ++i) sweeps[i].push_back({swept, "", own[i], own[i]});
    }
    return sweeps;
  }
  /// The columns whose names begin with `prefix`, without it.
  std::vector<std::string> names_after(const std::string& prefix) const {
    std::vector<std::string> names;
    for (const std::string& name : file_.names_in(group_))
      if (name.compare(0, prefix.size(), prefix) == 0) names.push_back(name.substr(prefix.size()));
    return names;
  }

 private:
  template <typename Values>
  Values checked(Values values) const {
    if (values.size() != rows_)
      throw UserError(fmt::format("{}: is damaged: {}/ contradicts itself (validate again)",
                                  path_.string(), group_));
    return values;
  }

  const std::filesystem::path& path_;
  const Hdf5Reader& file_;
  std::string group_;
  std::size_t rows_;
};

Verdict verdict_named(const std::string& name) {
  for (const Verdict verdict : {Verdict::agrees, Verdict::within_noise, Verdict::off})
    if (name == name_of(verdict)) return verdict;
  return Verdict::invalid;
}

Agreement agreement_named(const std::string& name) {
  for (const Agreement agreement : {Agreement::yes, Agreement::tie})
    if (name == name_of(agreement)) return agreement;
  return Agreement::no;
}

void read_parts(const Table& table, std::vector<ValidatedScenario>& rows) {
  for (const std::string& part : table.names_after(kSimulatedPrefix)) {
    if (part.find("_ns.") == std::string::npos) continue;  // a statistic
    const Numbers simulated = table.numbers(kSimulatedPrefix + part);
    const Numbers emulated = table.numbers(kEmulatedPrefix + part);
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i].compared.parts[part] = {simulated[i], emulated[i], kNotStored};
  }
}

std::vector<ValidatedScenario> read_scenarios(const Table& table) {
  std::vector<ValidatedScenario> rows(table.rows());
  const Texts subjects = table.texts("subject"), operators = table.texts("operator"),
              deployments = table.texts("deployment"), reasons = table.texts("reason"),
              blames = table.texts("blame"), verdicts = table.texts("verdict");
  const auto sweeps = table.sweeps();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i] = {subjects[i], operators[i], deployments[i], sweeps[i], {}};
    rows[i].compared.problem = reasons[i];
    rows[i].compared.blame = blames[i];
    rows[i].compared.verdict = verdict_named(verdicts[i]);
  }
  for (const Statistic& statistic : kStatistics) {
    for (const StatisticColumn& column : kStatisticColumns) {
      const Numbers values = table.numbers(fmt::format(fmt::runtime(column.name), statistic.name));
      for (std::size_t i = 0; i < rows.size(); ++i)
        column.figure(rows[i].compared.*statistic.member) = values[i];
    }
  }
  read_parts(table, rows);
  return rows;
}

std::vector<ValidatedDecision> read_decisions(const Table& table) {
  std::vector<ValidatedDecision> rows;
  const Texts subjects = table.texts("subject"), operators = table.texts("simulated_operator"),
              deployments = table.texts("simulated_deployment"),
              others = table.texts("emulated_operator"),
              elsewhere = table.texts("emulated_deployment"), agree = table.texts("agree");
  const Numbers regret = table.numbers("regret");
  const auto sweeps = table.sweeps();
  for (std::size_t i = 0; i < table.rows(); ++i)
    rows.push_back({subjects[i],
                    sweeps[i],
                    {operators[i], deployments[i], others[i], elsewhere[i],
                     agreement_named(agree[i]), regret[i]}});
  return rows;
}

}  // namespace

Validation read_validation(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema_version(file, path);
  return {read_scenarios(Table(path, file, "/validation")),
          read_decisions(Table(path, file, "/decisions"))};
}

bool is_validation(const std::filesystem::path& path) {
  try {
    return is_validation_file(Hdf5Reader(path));
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace tiersim
