#pragma once

#include <filesystem>
#include <string>

namespace tiersim {

/// The temporary path "<path>.<process id>.partial". This process writes a file there before the
/// file gets the name `path`.
std::filesystem::path partial_of(const std::filesystem::path& path);

/// Waits until the content of a file or folder is on the disk. Returns false if that is not
/// possible.
bool sync(const std::filesystem::path& path);

/// Renames the complete file `partial` to `path`. Before the rename, the content is on the disk.
/// When this function returns, the new name is on the disk, too, if the file system can sync
/// folders. Throws UserError if the content cannot be written or the file cannot be renamed.
void publish(const std::filesystem::path& partial, const std::filesystem::path& path);

/// Removes the partial files in `folder` whose process has ended: those of the file `name`, or of
/// all files if `name` is empty.
void remove_abandoned_partials(const std::filesystem::path& folder, const std::string& name = "");

}  // namespace tiersim
