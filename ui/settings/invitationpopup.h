#pragma once

#include "models/domain/serverrequest.h"
#include "ui/widgets/popover.h"

class QLineEdit;
class QPushButton;

namespace pl::ui {

class ElidedLabel;
class PlainLabel;

/// Shows an invitation's link once: whether it was mailed, and the link to hand over another way. Enter copies it.
class InvitationPopup : public Popover
{
    Q_OBJECT

public:
    explicit InvitationPopup(QWidget *host);

    /// `anchor` is in global coordinates.
    void present(const Invitation &invitation, const QRect &anchor);

Q_SIGNALS:
    void copied();

protected:
    QWidget *firstFocus() override;

private:
    void copy();

    ElidedLabel *m_title;
    PlainLabel *m_sentence;
    QLineEdit *m_link;
    QPushButton *m_copy;
};

} // namespace pl::ui
