#pragma once

#include "models/domain/lead.h"
#include "ui/widgets/popover.h"

class QListWidget;

namespace pl::ui {

class ElidedLabel;

/// Asks why a lead is closed: D done, I invalid, U duplicate, L lost; arrows and Enter, or a click.
class CompletePopup : public Popover
{
    Q_OBJECT

public:
    explicit CompletePopup(QWidget *host);

    /// `anchor` in global coordinates.
    void openFor(const Lead &lead, const QRect &anchor);

    /// About many; reasonChosen() then has the null id.
    void openForMany(int leads, const QRect &anchor);

Q_SIGNALS:
    /// The popup has closed already.
    void reasonChosen(const QUuid &leadId, pl::ClosedReason reason);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open(const QString &title, const QRect &anchor);
    void choose(ClosedReason reason);

    QUuid m_leadId;
    ElidedLabel *m_title;
    QListWidget *m_list;
};

} // namespace pl::ui
