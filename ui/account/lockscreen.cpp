#include "ui/account/lockscreen.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

LockScreen::LockScreen(const QString &email, const QString &server, QWidget *window) : QWidget(window)
{
    setObjectName(QStringLiteral("lockScreen"));
    setAccessibleName(tr("Locked"));
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(buildCard(email, server));
    middle->addStretch();
    auto *page = new QVBoxLayout(this);
    page->addStretch();
    page->addLayout(middle);
    page->addStretch();
    connect(m_unlock, &QPushButton::clicked, this, &LockScreen::submit);
    connect(m_password, &QLineEdit::returnPressed, this, &LockScreen::submit);
    connect(m_password, &QLineEdit::textEdited, m_problem, &ProblemLabel::clearProblem);
    connect(m_signOut, &QPushButton::clicked, this, &LockScreen::signOutRequested);
}

QWidget *LockScreen::buildCard(const QString &email, const QString &server)
{
    auto *card = new QWidget(this);
    card->setFixedWidth(scaledPx(this, 340));
    auto *title = new PlainLabel(tr("Locked"), card);
    title->setFont(scaledFont(font(), kTitle, QFont::Bold));
    auto *words = new PlainLabel(tr("Everything you have open or have typed is kept."), card);
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setWordWrap(true);
    auto *label = new PlainLabel(tr("Password of %1 at %2").arg(email, server), card);
    label->setWordWrap(true);
    m_password = new QLineEdit(card);
    m_password->setObjectName(QStringLiteral("lockPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    label->setBuddy(m_password);
    m_problem = new ProblemLabel(card);
    m_problem->setObjectName(QStringLiteral("lockProblem"));
    m_unlock = new QPushButton(tr("Unlock"), card);
    m_unlock->setObjectName(QStringLiteral("unlock"));
    makePrimary(m_unlock);
    m_signOut = new QPushButton(tr("Sign out"), card);
    m_signOut->setObjectName(QStringLiteral("lockSignOut"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_unlock, 1);
    buttons->addWidget(m_signOut);
    auto *rows = new QVBoxLayout(card);
    rows->setSpacing(scaledPx(this, 8));
    for (QWidget *widget : std::initializer_list<QWidget *>{title, words, label, m_password, m_problem})
        rows->addWidget(widget);
    rows->addLayout(buttons);
    return card;
}

void LockScreen::cover()
{
    setGeometry(parentWidget()->rect());
    show();
    raise();
    focusField();
}

void LockScreen::focusField()
{
    m_password->setFocus();
}

void LockScreen::submit()
{
    if (!m_unlock->isEnabled())
        return;
    if (m_password->text().isEmpty())
        return m_problem->showProblem(tr("Type your password."));
    m_problem->clearProblem();
    m_unlock->setEnabled(false);
    m_unlock->setText(tr("Unlocking …"));
    Q_EMIT submitted(m_password->text());
}

void LockScreen::refuse(const QString &sentence)
{
    m_unlock->setEnabled(true);
    m_unlock->setText(tr("Unlock"));
    m_problem->showProblem(sentence);
    m_password->selectAll();
    focusField();
}

void LockScreen::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colorsOf(this).ground);
}

/// Tab stays here.
bool LockScreen::focusNextPrevChild(bool next)
{
    QWidget *stop = window()->focusWidget();
    for (int i = 0; stop && i < 1000; ++i) {
        stop = next ? stop->nextInFocusChain() : stop->previousInFocusChain();
        if (isAncestorOf(stop) && stop->isVisible() && stop->isEnabled() &&
            (stop->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

} // namespace pl::ui
