#include "sim/results/write_variants.h"

#include "sim/results/extents.h"
#include "sim/results/write_fields.h"

namespace tiersim {
namespace {

void write_predictions(Hdf5Writer& file, const std::vector<VariantRecord>& rows) {
  Integers counts, predictions, labels, bytes;
  for (const VariantRecord& row : rows) {
    Integers own(row.sample_bytes.begin(), row.sample_bytes.end());
    own.resize(row.predictions.size(), -1);
    bytes.insert(bytes.end(), own.begin(), own.end());
    predictions.insert(predictions.end(), row.predictions.begin(), row.predictions.end());
    labels.insert(labels.end(), row.labels.begin(), row.labels.end());
    counts.push_back(static_cast<std::int64_t>(own.size()));
  }
  write_extents(file, "/variants", "prediction", "/variants/predictions", counts);
  file.group("/variants/predictions");
  file.column("/variants/predictions/class", predictions, "",
              "class answered for each item of the test set, in its order");
  file.column("/variants/predictions/label", labels, "", "the right class");
  file.column("/variants/predictions/bytes", bytes, "byte",
              "of the item as its data set keeps it; -1 unknown");
}

void write_kernels(Hdf5Writer& file, const std::vector<VariantRecord>& rows) {
  Integers counts;
  Texts layers, backends;
  for (const VariantRecord& row : rows) {
    counts.push_back(static_cast<std::int64_t>(row.kernels.size()));
    for (const LayerKernel& kernel : row.kernels) {
      layers.push_back(kernel.layer);
      backends.push_back(kernel.backend);
    }
  }
  write_extents(file, "/variants", "layer", "/variants/layers", counts);
  file.group("/variants/layers");
  file.column("/variants/layers/name", layers, "layer with weights");
  file.column("/variants/layers/backend", backends, "what computes it");
}

void write_cuts(Hdf5Writer& file, const std::map<VariantId, std::vector<CutRecord>>& cuts_by_id) {
  Texts subjects, operators;
  std::vector<CutRecord> rows;
  for (const auto& [id, cuts] : cuts_by_id) {
    subjects.insert(subjects.end(), cuts.size(), id.subject);
    operators.insert(operators.end(), cuts.size(), id.operator_name);
    rows.insert(rows.end(), cuts.begin(), cuts.end());
  }
  file.group("/cuts");
  file.column("/cuts/subject", subjects, "model family at one size");
  file.column("/cuts/operator", operators, "rewrites before the cut, left to right");
  write_fields(file, "/cuts", rows, kCutFields);
}

}  // namespace

void write_variants(Hdf5Writer& file, const Results& results) {
  std::vector<VariantRecord> rows;
  for (const auto& [id, variant] : results.variants) rows.push_back(variant);
  file.group("/variants");
  write_fields(file, "/variants", rows, kVariantFields);
  write_predictions(file, rows);
  write_kernels(file, rows);
  write_cuts(file, results.cuts);
}

}  // namespace tiersim
