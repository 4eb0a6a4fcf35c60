#include "ui/settings/invitationpopup.h"

#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {

InvitationPopup::InvitationPopup(QWidget *host)
    : Popover(host)
    , m_title(popoverTitle(this))
    , m_sentence(new PlainLabel(this))
    , m_link(new QLineEdit(this))
    , m_copy(new QPushButton(tr("Copy the link"), this))
{
    setObjectName(QStringLiteral("invitationPopup"));
    setAccessibleName(tr("Invitation"));
    m_sentence->setObjectName(QStringLiteral("invitationSentence"));
    m_sentence->setWordWrap(true);
    m_link->setObjectName(QStringLiteral("invitationLink"));
    m_link->setAccessibleName(tr("The link"));
    m_link->setReadOnly(true);
    m_copy->setObjectName(QStringLiteral("copyInvitation"));
    m_copy->setAutoDefault(true);
    makePrimary(m_copy);
    auto *rows = popoverLayout(this);
    rows->addWidget(m_title);
    rows->addWidget(m_sentence);
    rows->addWidget(m_link);
    rows->addWidget(m_copy, 0, Qt::AlignRight);
    m_sentence->setFixedWidth(scaledPx(this, 400));
    connect(m_copy, &QPushButton::clicked, this, &InvitationPopup::copy);
    connect(m_link, &QLineEdit::returnPressed, this, &InvitationPopup::copy);
}

void InvitationPopup::present(const Invitation &invitation, const QRect &anchor)
{
    m_title->setText(tr("A link for %1").arg(invitation.email));
    const QString once = tr("It works once, within a week.");
    m_sentence->setText(invitation.isMailed
                            ? tr("It is on its way by e-mail. You can also hand it over yourself. %1").arg(once)
                            : tr("It was not sent by e-mail: %1 Copy it and hand it over yourself. %2")
                                  .arg(invitation.notMailed, once));
    m_sentence->setFixedHeight(m_sentence->heightForWidth(m_sentence->width()));
    m_link->setText(invitation.link);
    m_link->setCursorPosition(0);
    openAt(anchor);
}

QWidget *InvitationPopup::firstFocus()
{
    return m_copy;
}

void InvitationPopup::copy()
{
    QGuiApplication::clipboard()->setText(m_link->text());
    closePopover();
    Q_EMIT copied();
}

} // namespace pl::ui
