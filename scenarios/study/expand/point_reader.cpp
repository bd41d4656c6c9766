#include "scenarios/study/expand/point_reader.h"

#include <algorithm>

#include "scenarios/study/expand/untaken.h"
#include "scenarios/study/read/check_study.h"

namespace tiersim {
namespace {

/// Whether `path` is `top` or a setting below it.
bool is_below(const std::string& path, const std::string& top) {
  return path == top || path.rfind(top + ".", 0) == 0;
}

bool touches(const SweepAxis& axis, const StudySection& section) {
  if (section.path.empty()) return false;
  for (const SweptPath& swept : axis.paths)
    if (is_below(swept.path, section.path) || is_below(section.path, swept.path)) return true;
  return false;
}

}  // namespace

PointReader::PointReader(Document& document, ReadContext& context, const Study& written,
                         const std::vector<SweepAxis>& axes)
    : document_(document), context_(context), axes_(axes), study_(written) {
  context_.taken.clear();
  read_fixed(document_, context_, written.imported);
  fixed_taken_ = std::move(context_.taken);
  for (const StudySection& section : study_sections()) {
    SectionState state{&section, {}, false, {}, {}, {}};
    for (std::size_t i = 0; i < axes.size(); ++i)
      if (touches(axes[i], section)) state.axes.push_back(i);
    state.recurs = !state.axes.empty() && state.axes.size() < axes.size();
    sections_.push_back(std::move(state));
  }
}

void PointReader::update(SectionState& state, const std::vector<std::size_t>& at) {
  std::size_t combination = 0;
  for (const std::size_t axis : state.axes)
    combination = combination * axes_[axis].size() + at[axis];
  if (state.combination == combination) return;
  state.combination = combination;
  const StudySection& section = *state.section;
  if (const auto known = state.contents.find(combination); known != state.contents.end()) {
    section.copy(known->second.study, study_);
    state.taken = known->second.taken;
    return;
  }
  context_.taken.clear();
  section.read(Value::root_of(document_, context_), study_);
  state.taken = std::move(context_.taken);
  if (!state.recurs) return;
  Content content;
  section.copy(study_, content.study);
  content.taken = state.taken;
  state.contents.emplace(combination, std::move(content));
}

const SweepValue* PointReader::taken(const std::string& path) const {
  for (const SectionState& state : sections_)
    if (const auto found = state.taken.find(path); found != state.taken.end())
      return &found->second;
  const auto found = fixed_taken_.find(path);
  return found == fixed_taken_.end() ? nullptr : &found->second;
}

SweepPoint PointReader::read(const std::vector<std::size_t>& at) {
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    for (const SweptPath& path : axes_[i].paths) {
      const SweptText& value = path.values[at[i]];
      document_.replace(path.path, {YAML::Node(value.text), value.mark, path.source});
    }
  }
  for (SectionState& state : sections_) update(state, at);
  check_point(Value::root_of(document_, context_), study_);
  // If no reader asked for a replaced value, its path means nothing.
  for (const auto& [path, setting] : document_.replacements())
    if (!taken(path)) fail_untaken(document_, path, setting);
  SweepPoint point{study_, {}};
  for (const SweepAxis& axis : axes_)
    for (const SweptPath& path : axis.paths) point.values.push_back(*taken(path.path));
  return point;
}

}  // namespace tiersim
