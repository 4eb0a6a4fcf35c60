#include "ui/widgets/confirmpopup.h"

#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

namespace pl::ui {

ConfirmPopup::ConfirmPopup(QWidget *host)
    : Popover(host)
    , m_question(new PlainLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_confirm(new QPushButton(this))
{
    setObjectName(QStringLiteral("confirmPopup"));
    m_question->setObjectName(QStringLiteral("confirmQuestion"));
    m_question->setWordWrap(true);
    m_question->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_question->setFixedWidth(scaledPx(this, 340));
    m_cancel->setObjectName(QStringLiteral("confirmCancel"));
    m_confirm->setObjectName(QStringLiteral("confirmVerb"));
    for (QPushButton *button : {m_cancel, m_confirm})
        button->setAutoDefault(false);
    makePrimary(m_cancel); // pressed by Enter
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    auto *rows = popoverLayout(this);
    rows->addWidget(m_question);
    rows->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmPopup::closePopover);
    connect(m_confirm, &QPushButton::clicked, this, &ConfirmPopup::confirm);
    connect(this, &Popover::closed, this, [this] { m_confirmed = {}; });
}

void ConfirmPopup::ask(const QString &question, const QString &verb, const QRect &anchor,
                       std::function<void()> confirmed)
{
    m_question->setText(question);
    m_question->setFixedHeight(m_question->heightForWidth(m_question->width()));
    m_confirm->setText(verb);
    m_cancel->setAccessibleDescription(question);
    setAccessibleName(question);
    m_confirmed = std::move(confirmed);
    openAt(anchor);
}

QWidget *ConfirmPopup::firstFocus()
{
    return m_cancel;
}

void ConfirmPopup::confirm()
{
    const auto confirmed = std::exchange(m_confirmed, {});
    closePopover();
    if (confirmed)
        confirmed();
}

void ConfirmPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return Popover::keyPressEvent(event);
    if (!event->isAutoRepeat())
        m_confirm->hasFocus() ? m_confirm->click() : m_cancel->click();
    event->accept();
}

} // namespace pl::ui
