#pragma once

#include "models/domain/historychain.h"

namespace pl {

enum class HistoryFault {
    None,
    NotSealed,   ///< written past the database's rules
    LineMissing, ///< a line before it is gone, or one is there twice
    OrderBroken, ///< it doesn't follow the line before it
    LineAltered, ///< its kind, time, person or plumber isn't what it was
    TextAltered  ///< its words aren't what they were
};

template <>
inline constexpr std::array<QLatin1StringView, 6> kEnumNames<HistoryFault>{
    QLatin1StringView("none"),         QLatin1StringView("not_sealed"),   QLatin1StringView("line_missing"),
    QLatin1StringView("order_broken"), QLatin1StringView("line_altered"), QLatin1StringView("text_altered")};

/// Whether histories are as they were written. Takes line after line, in the order `lead_id,sequence`; many leads, page
/// after page. Keeps only where it is.
class HistoryCheck
{
public:
    /// What is wrong with this line. A fault is told once: the lines behind it count from what is there.
    HistoryFault add(const HistoryLine &line);
    qint64 lines() const { return m_lines; }
    qint64 leads() const { return m_leads; }
    qint64 faults() const { return m_faults; }
    /// Of the line that was added last; empty before the first.
    QString lastHash() const { return m_hash; }

private:
    HistoryFault faultOf(const HistoryLine &line) const;

    QUuid m_lead;
    int m_sequence = 0;
    QString m_hash;
    qint64 m_lines = 0;
    qint64 m_leads = 0;
    qint64 m_faults = 0;
};

} // namespace pl
