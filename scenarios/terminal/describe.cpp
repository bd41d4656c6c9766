#include "scenarios/terminal/describe.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/expand/estimate_simulation.h"

namespace tiersim {
namespace {

std::string counted(std::size_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string requests_of(const ExpandedStudy& study) {
  std::int64_t least = study.points[0].study.request.count, most = least;
  for (const SweepPoint& point : study.points) {
    least = std::min(least, point.study.request.count);
    most = std::max(most, point.study.request.count);
  }
  return least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
}

std::string swept(const SweepAxis& axis) {
  std::string line;
  for (const SweptPath& path : axis.paths) {
    const std::string ends = fmt::format("{}{}{}", path.values.front().text,
                                         axis.size() > 2 ? " ... " : ", ", path.values.back().text);
    line += fmt::format("{}{}: {}", line.empty() ? "  " : "; together with ", path.path,
                        axis.size() == 1 ? path.values[0].text : ends);
  }
  return fmt::format("{} ({})\n", line, counted(axis.size(), "value"));
}

/// A duration in words: "about 12 min".
std::string spoken(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 100) return fmt::format("about {:.0f} s", seconds);
  if (seconds < 100 * 60) return fmt::format("about {:.0f} min", seconds / 60);
  return fmt::format("about {:.0f} h", seconds / 3600);
}

}  // namespace

std::string describe(const ExpandedStudy& study) {
  const Study& first = study.points[0].study;
  std::string text = fmt::format(
      "{} scenarios of {} requests at {}; {} of operator and deployment left out, where one "
      "splits and the other does not{}\n",
      study.scenarios.size(), requests_of(study), counted(study.points.size(), "sweep point"),
      counted(study.left_out, "pair"), first.imported ? ", or no times were brought in" : "");
  text += fmt::format(
      "{} x {} x {} x {}, less the pairs left out\n", counted(first.subjects.size(), "subject"),
      counted(first.operators.size(), "operator"), counted(first.deployments.size(), "deployment"),
      counted(study.points.size(), "point"));
  if (!study.axes.empty()) text += "swept:\n";
  for (const SweepAxis& axis : study.axes) text += swept(axis);
  const SimulationEstimate estimate = estimate_simulation(study);
  text += fmt::format(
      "estimate: simulation takes {} of one core, the work of some {:.2g} packets; a rough model, "
      "preparing and measuring apart\n",
      spoken(estimate.seconds), estimate.packets);
  return text;
}

}  // namespace tiersim
