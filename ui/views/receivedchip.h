#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/widgets/filterchip.h"

#include <functional>

namespace pl::ui {

class RangePopup;

/// When leads were received, or what `title` names: the last days, or from one day to another.
class ReceivedChip : public FilterChip
{
    Q_OBJECT

public:
    ReceivedChip(std::function<QDate()> today, QWidget *parent, const QString &title = tr("Received"));

    /// Without the age.
    tables::ReceivedRange range() const;
    void setRange(const tables::ReceivedRange &range);

private:
    void offer();
    QString rangeText() const;
    void pick(const QStringList &keys);

    std::function<QDate()> m_today;
    std::optional<QDate> m_from;
    std::optional<QDate> m_until;
    RangePopup *m_popup;
    bool m_setting = false;
};

} // namespace pl::ui
