#pragma once

#include "models/domain/intakeitem.h"

#include <QHash>

namespace pl {

/// A source's name by its id.
using SourceNames = QHash<QUuid, QString>;
/// From rows of `lead_sources` (`id,name`).
SourceNames sourceNamesOf(const nlohmann::json &rows);

/// What makes the server's worker try an item as if it came just now: changes of its row.
nlohmann::json retryChanges();

/// What `intake list` shows, as JSON …
nlohmann::json itemList(const QList<IntakeItem> &items, const SourceNames &names);
/// … and for people.
QByteArray itemTable(const QList<IntakeItem> &items, const SourceNames &names);

/// What `intake show` tells of an item, as JSON (`row`: with its body; `preview`: see intakepreview.h) …
nlohmann::json itemDetails(const IntakeItem &item, const nlohmann::json &row, const QString &source,
                           const nlohmann::json &preview);
/// … and for people, with the body and without the preview.
QByteArray itemText(const IntakeItem &item, const IntakeBody &body, const QString &source);

/// Strangers' words for a terminal: without the control characters that could change what it shows. Lines stay.
QString terminalText(const QString &text);

} // namespace pl
