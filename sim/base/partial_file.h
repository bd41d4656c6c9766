#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// The name under which this process writes what is to become `path` when it is whole:
/// "NAME.PID.partial".
std::filesystem::path partial_of(const std::filesystem::path& path);

/// Waits until what a file or folder holds is on the disk. False where that cannot be.
bool sync(const std::filesystem::path& path);

/// Gives the file its name. What it holds is on the disk before that; the name is when this
/// returns, where the file system can promise that of a folder. Throws UserError where it cannot be
/// written or renamed.
void publish(const std::filesystem::path& partial, const std::filesystem::path& path);

/// Removes what processes that are gone were writing in a folder: of the file `name`, or of any.
void remove_abandoned_partials(const std::filesystem::path& folder, const std::string& name = "");

}  // namespace tiersim
