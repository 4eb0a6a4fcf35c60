#pragma once

#include <QList>
#include <QString>
#include <QUuid>

namespace pl::ui {

/// Something to be told outside of the window. The texts are plain, and may hold customers' words.
struct Note
{
    /// A newer note replaces an older one of its kind.
    enum class Kind { NewLeads, HalfGone, Over };

    Kind kind = Kind::NewLeads;
    QString title;
    QString text;
    QUuid lead; ///< the most urgent of those it is about; its action assigns it
    bool isUrgent = false;

    bool operator==(const Note &) const = default;
};

} // namespace pl::ui
