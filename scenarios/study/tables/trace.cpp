#include "scenarios/study/files/traces.h"
#include "scenarios/study/tables/study_link.h"

namespace tiersim {

const KeyTable<TraceSetting>& trace_keys() {
  static const KeyTable<TraceSetting> table({
      key<TraceSetting>("file", &TraceSetting::file, path(),
                        "A CSV file. The path starts at the folder of the study.", {"trace.csv"})
          .required("names no file (add file: FILE.csv)"),
      key<TraceSetting>("loop", &TraceSetting::loop, true_or_false(),
                        "The trace begins again at the time of its last row.", {true, false}),
  });
  return table;
}

Key<StudyLink> trace_key() {
  Key<StudyLink> made;
  made.description.name = "trace";
  made.description.meaning =
      "A CSV file of rates over time, in place of a bandwidth. The columns are `time_s` and "
      "`bandwidth_mbps`, or `time_s`, `up_mbps` and `down_mbps`.";
  made.description.examples = {"trace.csv", {{"file", "trace.csv"}, {"loop", true}}};
  made.description.schema = {
      {"anyOf", Json::array({{{"$ref", "#/$defs/path"}}, {{"$ref", "#/$defs/trace"}}})}};
  made.description.values = "`FILE.csv` or `{file: FILE.csv, loop: true}`";
  made.read = [](const Value& value, StudyLink& link) {
    TraceSetting setting;
    if (!value.is_scalar()) read_keys(trace_keys(), value, setting);
    const Value file = value.is_scalar() ? value : value["file"];
    const LinkTraces traces = read_link_traces(file, setting.loop);
    link.up_trace = traces.up;
    link.down_trace = traces.down;
    link.trace_file = file.as_study_path(file.text());
  };
  made.print = [](const StudyLink& link, YAML::Emitter& out) {
    const TraceSetting setting{link.trace_file, link.up_trace->period != Duration{0}};
    out << YAML::Flow << YAML::BeginMap;
    print_keys(trace_keys(), setting, out);
    out << YAML::EndMap;
  };
  made.is_printed = [](const StudyLink& link) { return link.up_trace != nullptr; };
  return made;
}

}  // namespace tiersim
