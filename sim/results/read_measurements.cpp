#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "sim/results/extents.h"
#include "sim/results/read_fields.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

/// Notes profiles of the same stage on the same tier that have different samples.
void note_different_profiles(Results& results) {
  std::map<std::tuple<VariantId, int, std::string>, const StageProfile*> known;
  for (const StageProfile& profile : results.profiles) {
    const auto place =
        std::tuple(profile.variant(), profile.stage, profile.tier + ", " + profile.tier_settings);
    const StageProfile& first = *known.emplace(place, &profile).first->second;
    if (first.service != profile.service || first.load != profile.load)
      results.contradictions.push_back(fmt::format("profiles of {} stage {} on {}",
                                                   to_string(profile.variant()), profile.stage,
                                                   profile.tier));
  }
}

bool are_equal(const VariantRecord& a, const VariantRecord& b) {
  const bool same_accuracy =
      a.accuracy == b.accuracy || (std::isnan(a.accuracy) && std::isnan(b.accuracy));
  return same_accuracy && a.stage_output == b.stage_output && a.predictions == b.predictions &&
         a.labels == b.labels && a.sample_bytes == b.sample_bytes;
}

void read_profiles(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  results.profiles = read_fields<StageProfile>(file, path, "/profiles", kProfileFields);
  const char* const* kind = kProfileSampleKinds;
  for_each_field(kProfileSamples, [&](const auto& field) {
    const Integers times = file.integers(std::string("/profiles/samples/") + field.name);
    const Extents extents(file, path, "/profiles", *kind++, results.profiles.size(), times.size());
    for (std::size_t row = 0; row < results.profiles.size(); ++row)
      results.profiles[row].*field.member =
          extents.take<MeasuredTime>(row, [&](std::size_t i) { return MeasuredTime{times[i]}; });
  });
  const auto is_negative = [](const MeasuredTime time) { return time.ns < 0; };
  for (const StageProfile& profile : results.profiles)
    if (profile.service.empty() ||
        std::any_of(profile.service.begin(), profile.service.end(), is_negative) ||
        std::any_of(profile.load.begin(), profile.load.end(), is_negative))
      fail_as_damaged(path, "/profiles");
  note_different_profiles(results);
}

/// The lists of variants: what each stage sends on, predictions and kernels.
class VariantLists {
 public:
  VariantLists(const Hdf5Reader& file, const std::filesystem::path& path, std::size_t rows)
      : cut_(file.integers("/variants/cut_bytes")),
        output_(file.integers("/variants/output_bytes")),
        predictions_(file.integers("/variants/predictions/class")),
        labels_(file.integers("/variants/predictions/label")),
        bytes_(file.integers("/variants/predictions/bytes")),
        layers_(file.texts("/variants/layers/name")),
        backends_(file.texts("/variants/layers/backend")),
        items_(file, path, "/variants", "prediction", rows, predictions_.size()),
        kernels_(file, path, "/variants", "layer", rows, layers_.size()) {
    if (cut_.size() != rows || output_.size() != rows || labels_.size() != predictions_.size() ||
        bytes_.size() != predictions_.size() || backends_.size() != layers_.size())
      fail_as_damaged(path, "/variants");
  }

  void read(std::size_t row, VariantRecord& variant) const {
    if (cut_[row] != 0) variant.stage_output.push_back({cut_[row]});
    variant.stage_output.push_back({output_[row]});
    variant.predictions = items_of(row, predictions_);
    variant.labels = items_of(row, labels_);
    variant.sample_bytes = items_of(row, bytes_);
    if (!variant.sample_bytes.empty() && variant.sample_bytes[0] < 0) variant.sample_bytes.clear();
    variant.kernels = kernels_.take<LayerKernel>(row, [&](std::size_t i) {
      return LayerKernel{layers_[i], backends_[i]};
    });
  }

 private:
  std::vector<int> items_of(std::size_t row, const Integers& column) const {
    return items_.take<int>(row, [&](std::size_t i) { return static_cast<int>(column[i]); });
  }

  Integers cut_, output_, predictions_, labels_, bytes_;
  Texts layers_, backends_;
  Extents items_, kernels_;
};

void read_variants(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  std::vector<VariantRecord> variants =
      read_fields<VariantRecord>(file, path, "/variants", kVariantFields);
  const VariantLists lists(file, path, variants.size());
  for (std::size_t row = 0; row < variants.size(); ++row) {
    lists.read(row, variants[row]);
    const VariantId id = variants[row].id();
    const auto known = results.variants.find(id);
    if (known != results.variants.end() && !are_equal(known->second, variants[row]))
      results.contradictions.push_back("variants " + to_string(id));
    results.variants[id] = std::move(variants[row]);
  }
}

void read_cuts(const Hdf5Reader& file, const std::filesystem::path& path, Results& results) {
  const std::vector<CutRecord> cuts = read_fields<CutRecord>(file, path, "/cuts", kCutFields);
  const Texts subjects = file.texts("/cuts/subject"), operators = file.texts("/cuts/operator");
  if (subjects.size() != cuts.size() || operators.size() != cuts.size())
    fail_as_damaged(path, "/cuts");
  for (std::size_t row = 0; row < cuts.size(); ++row) {
    std::vector<CutRecord>& known = results.cuts[{subjects[row], operators[row]}];
    const auto is_same = [&](const CutRecord& cut) { return cut.layer == cuts[row].layer; };
    // A merged file has the cuts of each file.
    if (std::none_of(known.begin(), known.end(), is_same)) known.push_back(cuts[row]);
  }
}

}  // namespace

Results read_measurements(const std::filesystem::path& path) {
  const Hdf5Reader file(path);
  check_schema(file, path);
  Results results;
  for (const char* name : {"study_expanded", "cpu_model", "libtorch_version"})
    results.attributes[name] = file.text_attribute(name);
  // Files from before the emulation lack the mode.
  if (file.has_attribute("mode")) results.attributes["mode"] = file.text_attribute("mode");
  const Texts paths = file.texts("/files/path"), contents = file.texts("/files/content");
  for (std::size_t i = 0; i < std::min(paths.size(), contents.size()); ++i)
    if (const auto [known, is_new] = results.files.emplace(paths[i], contents[i]);
        !is_new && known->second != contents[i])
      results.contradictions.push_back("files " + paths[i]);
  read_profiles(file, path, results);
  read_variants(file, path, results);
  read_cuts(file, path, results);
  return results;
}

}  // namespace tiersim
