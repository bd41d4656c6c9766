#include "scenarios/study/files/traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "scenarios/study/files/csv.h"
#include "sim/base/regular_file.h"

namespace tiersim {
namespace {

constexpr std::size_t kLargestTrace = 64u << 20;  // bytes
constexpr double kLongest = 30 * 86400.0;         // seconds
constexpr double kFastest = 1e6;                  // Mbps
constexpr double kSlowest = 1e-3;
/// A looped trace changes its rate for as long as the simulation lasts. With shorter steps, the
/// simulation would do little else.
constexpr Duration kShortestStep = std::chrono::microseconds(10);

/// A file of numbers under names.
struct NumberTable {
  std::string file;
  std::vector<std::string> columns;
  std::vector<std::vector<double>> rows;
  std::vector<std::int64_t> lines;

  [[noreturn]] void fail(std::size_t row, const std::string& problem) const {
    throw UserError(fmt::format("{}:{}:1: {}", file, lines[row], problem));
  }
  /// The place of a column; the number of columns where there is none.
  std::size_t column(const std::string& name) const {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) -
                                    columns.begin());
  }
};

double number_of(const CsvField& field, const std::string& place) {
  double number = 0;
  const char* const end = field.text.data() + field.text.size();
  const auto [rest, error] = std::from_chars(field.text.data(), end, number);
  if (error != std::errc{} || rest != end || !std::isfinite(number) || number < 0)
    throw UserError(fmt::format("{}:{}: \"{}\" is not a number from 0 on (write e.g. 1.5)", place,
                                field.column, printable(field.text)));
  return number;
}

/// The text is kept in the context, for the results file.
const std::string& read_trace_text(const Value& value, const std::string& name) {
  std::string& text = value.context().files.texts[value.as_study_path(name)];
  if (!text.empty()) return text;
  const std::filesystem::path path = value.folder() / name;
  std::error_code error;
  if (const std::string problem = why_not_a_file(path); !problem.empty())
    value.fail(fmt::format("{}: {}", printable(path.string()), problem));
  std::ifstream stream(path, std::ios::binary);
  text.resize(std::min<std::uintmax_t>(std::filesystem::file_size(path, error), kLargestTrace + 1));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream || error)
    value.fail(fmt::format("{}: cannot be read (check its permissions)", printable(path.string())));
  if (text.size() > kLargestTrace)
    value.fail(fmt::format("{}: is larger than 64 MiB (is it a trace?)", printable(path.string())));
  return text;
}

NumberTable read_table(const Value& value, const std::string& name,
                       const std::vector<std::string>& known) {
  const std::filesystem::path path = value.folder() / name;
  NumberTable table;
  table.file = path.lexically_proximate(std::filesystem::current_path()).string();
  for_each_csv_row(read_trace_text(value, name), table.file, [&](const CsvRow& row) {
    const std::string place = fmt::format("{}:{}", table.file, row.line);
    if (table.columns.empty()) {
      for (const CsvField& field : row.fields) {
        if (std::find(known.begin(), known.end(), field.text) == known.end())
          throw UserError(fmt::format("{}:{}: unknown column \"{}\" (known: {})", place,
                                      field.column, printable(field.text), fmt::join(known, ", ")));
        if (table.column(field.text) < table.columns.size())
          throw UserError(
              fmt::format("{}:{}: the column occurs twice (keep one)", place, field.column));
        table.columns.push_back(field.text);
      }
      return;
    }
    if (row.fields.size() != table.columns.size())
      throw UserError(fmt::format("{}:1: has {} fields, the first line {} (complete the row)",
                                  place, row.fields.size(), table.columns.size()));
    std::vector<double> numbers;
    for (const CsvField& field : row.fields) numbers.push_back(number_of(field, place));
    table.rows.push_back(std::move(numbers));
    table.lines.push_back(row.line);
  });
  if (table.rows.empty())
    throw UserError(fmt::format("{}:1:1: has no rows (begin with the line {})", table.file,
                                fmt::join(known, ",")));
  const std::size_t time = table.column("time_s");
  if (time == table.columns.size())
    throw UserError(fmt::format("{}:1:1: has no column time_s (add it)", table.file));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i][time] > kLongest) table.fail(i, "is later than 30 days (write seconds)");
    if (i > 0 && table.rows[i][time] < table.rows[i - 1][time])
      table.fail(i, "is earlier than the row before (sort the rows by time)");
  }
  return table;
}

Duration to_duration(double seconds) { return Duration(std::llround(seconds * 1e9)); }

std::shared_ptr<const RateTrace> trace_of(const NumberTable& table, std::size_t column, bool loop) {
  const std::size_t time = table.column("time_s");
  auto trace = std::make_shared<RateTrace>();
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const double mbps = table.rows[i][column];
    const Duration start = to_duration(table.rows[i][time]);
    if (mbps > kFastest || (mbps > 0 && mbps < kSlowest))
      table.fail(i, "has a rate out of range (use 0, or 0.001 to 1000000 Mbps)");
    if (i == 0 && start != Duration{0})
      table.fail(i, "is the first and not at time 0 (begin at 0)");
    if (i > 0 && start <= trace->steps.back().start)
      table.fail(i, "is at the same time as the row before (keep one)");
    trace->steps.push_back({start, {mbps * 1e6}});
  }
  if (loop) {
    if (trace->steps.size() < 2)
      table.fail(0, "cannot be looped (add a row at the time where the trace begins anew)");
    trace->period = trace->steps.back().start;
    trace->steps.pop_back();
    if (trace->period < kShortestStep * static_cast<std::int64_t>(trace->steps.size()))
      table.fail(table.rows.size() - 1,
                 "ends a looped trace whose steps last less than 10 us on average (write seconds)");
  }
  return trace;
}

LinkTraces read_rates(const Value& file, bool loop) {
  const NumberTable table =
      read_table(file, file.text(), {"time_s", "bandwidth_mbps", "up_mbps", "down_mbps"});
  const auto column = [&](const char* own) {
    const std::size_t both = table.column("bandwidth_mbps"), at = table.column(own);
    if ((both < table.columns.size()) == (at < table.columns.size()))
      throw UserError(fmt::format(
          "{}:1:1: needs either bandwidth_mbps or up_mbps and down_mbps (name these columns)",
          table.file));
    return std::min(both, at);
  };
  return {trace_of(table, column("up_mbps"), loop), trace_of(table, column("down_mbps"), loop)};
}

TracedArrivals read_times(const Value& value, const std::string& name) {
  std::vector<Duration> times;
  for (const std::vector<double>& row : read_table(value, name, {"time_s"}).rows)
    times.push_back(to_duration(row[0]));
  return TracedArrivals{std::move(times)};
}

}  // namespace

LinkTraces read_link_traces(const Value& file, bool loop) {
  const std::string id =
      fmt::format("{} {}", loop ? "looped" : "once", (file.folder() / file.text()).string());
  std::map<std::string, LinkTraces>& known = file.context().link_traces;
  const auto found = known.find(id);
  return found != known.end() ? found->second
                              : known.emplace(id, read_rates(file, loop)).first->second;
}

TracedArrivals read_arrival_trace(const Value& value, const std::string& name) {
  const std::string id = (value.folder() / name).string();
  std::map<std::string, TracedArrivals>& known = value.context().arrival_traces;
  const auto found = known.find(id);
  return found != known.end() ? found->second
                              : known.emplace(id, read_times(value, name)).first->second;
}

}  // namespace tiersim
