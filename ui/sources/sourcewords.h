#pragma once

#include "models/mapping/preset.h"
#include "models/tables/sourcetablemodel.h"
#include "ui/style/chip.h"

namespace pl::ui {

// Words about sources.

/// "Web form", "Program", or the preset's title.
QString sourceKindText(const LeadSource &source);
/// What there is to choose from, in words for many sources: "To sort", "Silent".
QString sourceStateText(tables::SourceState state);
/// How one source is doing: "Active", "2 to sort", "Silent since Mon 12:42", "Never sent", "Revoked".
Chip sourceChip(tables::SourceState state, int toSort, std::optional<Timestamp> silentSince, Timestamp now);

/// Where a source sends to: the server's address and the path that ends with `key`; without an address, the path alone.
QString sourceAddress(LeadSource::Kind kind, const QString &publicUrl, const QString &key);
/// The same as far as it is known after the key was shown: "…/api/v1/hooks/ph_Ab12cd…".
QString shortSourceAddress(const LeadSource &source);
/// What the address is to the other side: "The form's action", "Address (webhook URL)", "Address".
QString addressTitle(LeadSource::Kind kind);
/// What to do on the other side, in order.
QStringList connectSteps(const LeadSource &source);
/// The preset whose sample and steps count; "generic" for forms and programs.
const mapping::Preset &presetOfSource(const LeadSource &source);
/// It proves itself by signing what it sends.
bool signsWithSecret(const mapping::Preset &preset);

/// "60 a minute, 200 a day", "None"
QString limitsText(int perMinute, std::optional<qint64> perDay);

} // namespace pl::ui
