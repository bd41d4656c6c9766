#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

/// The columns of one group, which are equally long.
class Group {
 public:
  Group(const Hdf5Reader& file, std::string name, const std::filesystem::path& path)
      : file_(file),
        name_(std::move(name)),
        path_(path),
        rows_(file.texts(name_ + "subject").size()) {}

  std::size_t rows() const { return rows_; }
  Texts texts(const char* column) const { return whole(file_.texts(name_ + column)); }
  Integers integers(const char* column) const { return whole(file_.integers(name_ + column)); }
  Numbers numbers(const char* column) const { return whole(file_.numbers(name_ + column)); }

  [[noreturn]] void fail() const {
    throw UserError(fmt::format("{}: is damaged: {} contradicts itself (run the study again)",
                                path_.string(), name_));
  }

 private:
  template <typename Values>
  Values whole(Values values) const {
    if (values.size() != rows_) fail();
    return values;
  }

  const Hdf5Reader& file_;
  std::string name_;
  const std::filesystem::path& path_;
  std::size_t rows_;
};

/// Rows of another column that belong to each row of a group.
class Extents {
 public:
  Extents(const Group& group, const char* first, const char* count)
      : group_(group), first_(group.integers(first)), count_(group.integers(count)) {}

  template <typename Value, typename Convert>
  std::vector<Value> take(std::size_t row, const Integers& values, Convert convert) const {
    const auto total = static_cast<std::int64_t>(values.size());
    if (first_[row] < 0 || count_[row] < 0 || first_[row] > total ||
        count_[row] > total - first_[row])
      group_.fail();
    std::vector<Value> own;
    for (std::int64_t i = first_[row]; i < first_[row] + count_[row]; ++i)
      own.push_back(convert(values[static_cast<std::size_t>(i)]));
    return own;
  }
  /// The numbers of those rows.
  std::vector<std::size_t> rows(std::size_t row, std::size_t total) const {
    Integers numbers(total);
    for (std::size_t i = 0; i < total; ++i) numbers[i] = static_cast<std::int64_t>(i);
    return take<std::size_t>(row, numbers,
                             [](std::int64_t i) { return static_cast<std::size_t>(i); });
  }

 private:
  const Group& group_;
  Integers first_, count_;
};

int to_int(std::int64_t value) { return static_cast<int>(value); }
MeasuredTime to_time(std::int64_t ns) { return {ns}; }

void read_profiles(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  const Group group(file, "/profiles/", path);
  const Texts subject = group.texts("subject"), operator_name = group.texts("operator"),
              tier = group.texts("tier"), mechanism = group.texts("mechanism"),
              reason = group.texts("reason"), source = group.texts("source"),
              key = group.texts("key");
  const Integers stage = group.integers("stage"), batch = group.integers("batch"),
                 threads = group.integers("threads"), valid = group.integers("valid"),
                 stable = group.integers("stable"), unthrottled = group.integers("unthrottled_ns"),
                 cpu = group.integers("cpu_ns"), memory = group.integers("peak_memory_bytes"),
                 extrapolated = group.integers("extrapolated"),
                 service = file.integers("/profiles/samples/service_ns"),
                 load = file.integers("/profiles/samples/load_ns");
  const Numbers requested = group.numbers("requested_cpu_share"),
                achieved = group.numbers("achieved_cpu_share"),
                disturbed = group.numbers("disturbed");
  const Extents samples(group, "first_sample", "sample_count"),
      loads(group, "first_load", "load_count");
  results.settings = group.texts("tier_settings");
  for (std::size_t i = 0; i < group.rows(); ++i) {
    StageProfile profile;
    profile.subject = subject[i];
    profile.operator_name = operator_name[i];
    profile.stage = to_int(stage[i]);
    profile.tier = tier[i];
    profile.batch = to_int(batch[i]);
    profile.key = key[i];
    profile.mechanism = mechanism[i];
    profile.requested_cpu_share = requested[i];
    profile.achieved_cpu_share = achieved[i];
    profile.threads = to_int(threads[i]);
    profile.source = source[i];
    profile.extrapolated = extrapolated[i] != 0;
    profile.valid = valid[i] != 0;
    profile.stable = stable[i] != 0;
    profile.reason = reason[i];
    profile.disturbed = disturbed[i];
    profile.unthrottled = {unthrottled[i]};
    profile.cpu_per_inference = {cpu[i]};
    profile.peak_memory = {memory[i]};
    profile.service = samples.take<MeasuredTime>(i, service, to_time);
    profile.load = loads.take<MeasuredTime>(i, load, to_time);
    if (profile.service.empty()) group.fail();
    results.profiles.push_back(std::move(profile));
  }
}

void read_variants(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  const Group group(file, "/variants/", path);
  const Texts subject = group.texts("subject"), operator_name = group.texts("operator"),
              note = group.texts("note"), key = group.texts("key"),
              layer = file.texts("/variants/layers/name"),
              backend = file.texts("/variants/layers/backend");
  const Integers parameters = group.integers("parameters"), macs = group.integers("macs"),
                 model = group.integers("model_bytes"), on_disk = group.integers("file_bytes"),
                 input = group.integers("input_bytes"), values = group.integers("input_values"),
                 cut = group.integers("cut_bytes"), output = group.integers("output_bytes"),
                 predictions = file.integers("/variants/predictions/class"),
                 labels = file.integers("/variants/predictions/label"),
                 bytes = file.integers("/variants/predictions/bytes");
  const Numbers accuracy = group.numbers("accuracy"), macro_f1 = group.numbers("macro_f1"),
                seconds = group.numbers("prepare_seconds");
  const Extents items(group, "first_prediction", "prediction_count"),
      layers(group, "first_layer", "layer_count");
  if (backend.size() != layer.size()) group.fail();
  for (std::size_t i = 0; i < group.rows(); ++i) {
    VariantRecord variant;
    variant.subject = subject[i];
    variant.operator_name = operator_name[i];
    variant.key = key[i];
    variant.accuracy = accuracy[i];
    variant.macro_f1 = macro_f1[i];
    variant.parameters = parameters[i];
    variant.model_bytes = model[i];
    variant.file_bytes = on_disk[i];
    variant.macs = macs[i];
    variant.prepare_seconds = seconds[i];
    variant.note = note[i];
    variant.input = {input[i]};
    variant.input_values = values[i];
    if (cut[i] != 0) variant.stage_output.push_back({cut[i]});
    variant.stage_output.push_back({output[i]});
    variant.predictions = items.take<int>(i, predictions, to_int);
    variant.labels = items.take<int>(i, labels, to_int);
    variant.sample_bytes = items.take<int>(i, bytes, to_int);
    if (!variant.sample_bytes.empty() && variant.sample_bytes[0] < 0) variant.sample_bytes.clear();
    for (const std::size_t row : layers.rows(i, layer.size()))
      variant.kernels.push_back({layer[row], backend[row]});
    results.variants[variant.subject + " " + variant.operator_name] = std::move(variant);
  }
}

void read_cuts(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  const Group group(file, "/cuts/", path);
  const Texts subject = group.texts("subject"), operator_name = group.texts("operator"),
              layer = group.texts("layer");
  const Integers bytes = group.integers("bytes"), macs_before = group.integers("macs_before"),
                 macs_after = group.integers("macs_after"), before = group.integers("before_ns"),
                 after = group.integers("after_ns");
  for (std::size_t i = 0; i < group.rows(); ++i)
    results.cuts[subject[i] + " " + operator_name[i]].push_back(
        {layer[i], {bytes[i]}, macs_before[i], macs_after[i], {before[i]}, {after[i]}});
}

}  // namespace

Results read_measurements(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  Results results;
  for (const char* name : {"study_expanded", "cpu_model", "libtorch_version"})
    results.attributes[name] = file.text_attribute(name);
  const Texts paths = file.texts("/files/path"), contents = file.texts("/files/content");
  for (std::size_t i = 0; i < std::min(paths.size(), contents.size()); ++i)
    results.files[paths[i]] = contents[i];
  read_profiles(file, path, results);
  read_variants(file, path, results);
  read_cuts(file, path, results);
  return results;
}

}  // namespace tiersim
