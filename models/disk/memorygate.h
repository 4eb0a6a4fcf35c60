#pragma once

#include <QString>

#include <memory>
#include <shared_mutex>

namespace pl::disk {

/// Lets one who writes a database in memory, and all who read it, take turns. SQLite keeps readers out of those while
/// somebody writes, and lets them try again now and then: where much is written, that took seconds. Everybody who opens
/// the database gets the same gate. From any thread.
std::shared_ptr<std::shared_mutex> memoryGateOf(const QString &path);

} // namespace pl::disk
