#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/records/field.h"
#include "sim/records/variant_id.h"

namespace tiersim {

/// Which kernel computes a layer: "onednn int8", "onednn float32".
struct LayerKernel {
  std::string layer;
  std::string backend;
};

/// A prepared variant: its size, its accuracy and its answers. A row of /variants.
struct VariantRecord {
  std::string subject;
  std::string operator_name;  ///< operators joined with '+', as studies spell them
  std::string key;            ///< a hash of its content: equal keys, equal bytes
  std::string path;           ///< of the prepared model; empty if none is kept
  double accuracy{std::numeric_limits<double>::quiet_NaN()};  ///< top-1 on the whole test set
  double macro_f1{std::numeric_limits<double>::quiet_NaN()};
  std::int64_t parameters{0};        ///< numbers learnt
  std::int64_t model_bytes{0};       ///< of all parameters in memory, in the type computed with
  std::int64_t file_bytes{0};        ///< on disk
  std::int64_t macs{0};              ///< multiply-accumulates of one request; 0: unknown
  double prepare_seconds{0};         ///< to load, rewrite, train and evaluate, when it was made
  std::string note;                  ///< for the reader, e.g. that its weights are random
  std::vector<LayerKernel> kernels;  ///< of each layer with weights
  Bytes input;                       ///< tensor that a typical request carries to the first stage
  std::int64_t input_values{0};      ///< numbers in that tensor
  std::vector<int> sample_bytes;     ///< of each test sample as the data set keeps it
  std::vector<Bytes> stage_output;   ///< tensor that each stage sends on
  std::vector<int> predictions;      ///< class per test sample
  std::vector<int> labels;           ///< the right class per test sample

  VariantId id() const { return {subject, operator_name}; }
};

/// The tensor that the first of two stages sends to the second; 0 for a whole model.
inline Bytes cut_bytes(const VariantRecord& variant) {
  return variant.stage_output.size() < 2 ? Bytes{0} : variant.stage_output.front();
}
inline Bytes output_bytes(const VariantRecord& variant) { return variant.stage_output.back(); }

inline constexpr auto kVariantFields = std::make_tuple(
    Field{"subject", "", "model family at one size", &VariantRecord::subject},
    Field{"operator", "", "rewrites of the model, left to right, the cut of a split one named",
          &VariantRecord::operator_name},
    Field{"parameters", "", "numbers learnt", &VariantRecord::parameters},
    Field{"macs", "", "multiply-accumulates of one request", &VariantRecord::macs},
    Field{"model_bytes", "byte", "parameters in memory, as computed with",
          &VariantRecord::model_bytes},
    Field{"file_bytes", "byte", "the model on disk", &VariantRecord::file_bytes},
    Field{"input_bytes", "byte", "tensor of one typical request", &VariantRecord::input},
    Field{"input_values", "", "numbers in that tensor", &VariantRecord::input_values},
    Field{"cut_bytes", "byte", "what the first stage sends on; 0 for a whole model", &cut_bytes},
    Field{"output_bytes", "byte", "tensor of one answer", &output_bytes},
    Field{"accuracy", "1", "top-1 accuracy on the whole test set", &VariantRecord::accuracy},
    Field{"macro_f1", "1", "mean F1 over classes on the whole test set", &VariantRecord::macro_f1},
    Field{"prepare_seconds", "s", "to load, rewrite, learn and evaluate, when it was prepared",
          &VariantRecord::prepare_seconds},
    Field{"note", "", "what to know of it", &VariantRecord::note},
    Field{"key", "", "names its content", &VariantRecord::key});

/// What messages hold beside kVariantFields. In a results file, the lists are groups of their own.
inline constexpr auto kVariantContents = std::make_tuple(
    Field{"path", "", "of the prepared model", &VariantRecord::path},
    Field{"kernels", "", "of each layer with weights", &VariantRecord::kernels},
    Field{"stage_output_bytes", "byte", "of each stage", &VariantRecord::stage_output},
    Field{"sample_bytes", "byte", "of each test sample", &VariantRecord::sample_bytes},
    Field{"predictions", "", "class of each test sample", &VariantRecord::predictions},
    Field{"labels", "", "right class of each test sample", &VariantRecord::labels});

}  // namespace tiersim
