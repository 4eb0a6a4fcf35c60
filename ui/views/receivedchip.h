#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/popover.h"

#include <functional>

class QDateEdit;

namespace pl::ui {

/// Asks for a first and a last day.
class RangePopup : public Popover
{
    Q_OBJECT

public:
    explicit RangePopup(QWidget *host);
    void ask(QDate from, QDate until, const QRect &anchor);

Q_SIGNALS:
    void chosen(const QDate &from, const QDate &until);

protected:
    QWidget *firstFocus() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();

    QDateEdit *m_from;
    QDateEdit *m_until;
};

/// When leads were received: the last days, or from one day to another.
class ReceivedChip : public FilterChip
{
    Q_OBJECT

public:
    ReceivedChip(std::function<QDate()> today, QWidget *parent);

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
