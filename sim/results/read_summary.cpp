#include "sim/results/results_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/base/error.h"
#include "sim/base/quantity.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

void check_schema(const Hdf5Reader& file, const std::filesystem::path& path) {
  const std::int64_t version = file.integer_attribute("schema_version");
  if (version != kSchemaVersion) {
    throw UserError(
        fmt::format("{}: has schema version {}, this program reads {} (use the tiersim that wrote "
                    "it, or run the study again)",
                    path.string(), version, kSchemaVersion));
  }
}

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// The value at a quantile of sorted values, linear between neighbours (numpy's default, Hyndman &
/// Fan's type 7); NaN where one of them is infinite.
double quantile(const Numbers& values, double q) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double position = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = position - static_cast<double>(below);
  const double value =
      part == 0 ? values[below] : values[below] * (1 - part) + values[above] * part;
  return value == kNever ? std::numeric_limits<double>::quiet_NaN() : value;
}

/// A swept number as a person writes it.
std::string readable(double value, const std::string& unit) {
  if (unit == "bit/s") return to_string(BitsPerSecond{value});
  if (unit == "byte") return to_string(Bytes{static_cast<std::int64_t>(value)});
  if (unit == "ns") return to_string(Duration{static_cast<std::int64_t>(value)});
  if (unit == "W") return to_string(Watts{value});
  return fmt::format("{:g}", value);
}

}  // namespace

Summary read_summary(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  Summary summary;
  summary.question = file.text_attribute("question");
  summary.complete = file.text_attribute("complete");
  const Texts subject = file.texts("/scenarios/subject"),
              operator_name = file.texts("/scenarios/operator"),
              deployment = file.texts("/scenarios/deployment"),
              status = file.texts("/scenarios/status"), reason = file.texts("/scenarios/reason");
  const Numbers accuracy = file.numbers("/scenarios/accuracy"),
                energy = file.numbers("/scenarios/energy_j");
  const Integers first = file.integers("/scenarios/first_request"),
                 count = file.integers("/scenarios/request_count"),
                 latency = file.integers("/requests/latency_ns");
  const Texts outcome = file.texts("/requests/outcome");
  const auto total = static_cast<std::int64_t>(latency.size());
  if (outcome.size() != latency.size())
    throw UserError(
        fmt::format("{}: is damaged: columns of /requests differ in length (run the study again)",
                    path.string()));
  for (const std::size_t size :
       {operator_name.size(), deployment.size(), status.size(), reason.size(), accuracy.size(),
        energy.size(), first.size(), count.size()}) {
    if (size != subject.size())
      throw UserError(fmt::format(
          "{}: is damaged: columns of /scenarios differ in length (run the study again)",
          path.string()));
  }
  for (std::size_t i = 0; i < subject.size(); ++i) {
    if (first[i] < 0 || count[i] < 0 || first[i] > total || count[i] > total - first[i]) {
      throw UserError(
          fmt::format("{}: is damaged: scenario {} has no such requests (run the study again)",
                      path.string(), i));
    }
    Numbers own;
    std::int64_t in_time = 0;
    for (auto row = static_cast<std::size_t>(first[i]);
         row < static_cast<std::size_t>(first[i] + count[i]); ++row) {
      const bool answered = outcome[row] == "ok" || outcome[row] == "late";
      own.push_back(answered ? static_cast<double>(latency[row]) : kNever);
      in_time += outcome[row] == "ok" ? 1 : 0;
    }
    std::sort(own.begin(), own.end());
    summary.rows.push_back({subject[i],
                            operator_name[i],
                            deployment[i],
                            status[i],
                            reason[i],
                            accuracy[i],
                            {},
                            quantile(own, 0.5) / 1e6,
                            quantile(own, 0.95) / 1e6,
                            static_cast<double>(in_time) / static_cast<double>(count[i]),
                            energy[i]});
  }
  for (const std::string& name : file.names_in("/scenarios")) {
    if (name.rfind("sweep.", 0) != 0) continue;
    summary.sweep_paths.push_back(name.substr(6));
    const std::string column = "/scenarios/" + name;
    const std::string unit = file.unit_of(column);
    Texts values;
    if (unit.empty()) {
      values = file.texts(column);
    } else {
      for (const double value : file.numbers(column)) values.push_back(readable(value, unit));
    }
    for (std::size_t i = 0; i < std::min(values.size(), summary.rows.size()); ++i)
      summary.rows[i].sweep.push_back(values[i]);
  }
  return summary;
}

Provenance read_provenance(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  return {file.text_attribute("study_expanded"), file.text_attribute("profiles_key"),
          file.text_attribute("complete")};
}

}  // namespace tiersim
