#include "ui/signin/signincard.h"
#include "ui/signin/signinview.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/problemlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

// Builds the sign-in view; signinview.cpp has the behavior.

namespace pl::ui {

namespace {

PlainLabel *hint(QWidget *parent, const QString &name)
{
    auto *label = new PlainLabel(parent);
    label->setObjectName(name);
    label->setFont(scaledFont(parent->font(), kSmallText));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

QPushButton *linkButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setProperty("link", true);
    button->setFlat(true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

} // namespace

SignInView::SignInView(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("signInView"));
    setFocusPolicy(Qt::ClickFocus);
    auto *page = new QVBoxLayout(this);
    // Stretches, not an alignment: an aligned widget doesn't grow with its word-wrapped labels.
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(buildCard());
    middle->addStretch();
    page->addStretch(2);
    page->addLayout(middle);
    page->addStretch(3);
    for (const Row &row : {m_server, m_key, m_email, m_password})
        connect(row.edit, &QLineEdit::textChanged, this, &SignInView::noteTyped);
    m_password.edit->installEventFilter(this);
    connect(m_signIn, &QPushButton::clicked, this, &SignInView::submit);
    connect(m_forgot, &QPushButton::clicked, this, &SignInView::recover);
    connect(m_showAdvanced, &QPushButton::clicked, this, [this] { showAdvanced(m_advanced->isHidden()); });
    showAdvanced(false);
    noteTyped();
}

QWidget *SignInView::buildCard()
{
    auto *card = new SignInCard(this);
    auto *rows = new QVBoxLayout(card);
    const int margin = scaledPx(this, 28);
    rows->setContentsMargins(margin, margin, margin, margin);
    rows->setSpacing(scaledPx(this, 12));
    card->setFixedWidth(scaledPx(this, 400));
    addHeader(rows);
    addAccounts(rows);
    m_server = addField(rows, tr("Server"), QStringLiteral("signInServer"));
    m_server.edit->setPlaceholderText(QStringLiteral("office.example")); // no-tr: an address
    m_plainHttp = hint(card, QStringLiteral("signInPlainHttp"));
    m_plainHttp->setText(
        tr("Without https, others can read your password in transit. Use this only on your own network."));
    rows->addWidget(m_plainHttp);
    m_email = addField(rows, tr("E-mail"), QStringLiteral("signInEmail"));
    m_email.edit->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase);
    m_password = addField(rows, tr("Password"), QStringLiteral("signInPassword"));
    addPasswordExtras(rows);
    addButtons(rows);
    return card;
}

void SignInView::addHeader(QVBoxLayout *rows)
{
    QWidget *card = rows->parentWidget();
    auto *picture = new PlainLabel(card);
    picture->setPixmap(iconPixmap(QStringLiteral("plumber-leads"), scaledPx(this, 44), Qt::black, devicePixelRatioF()));
    auto *title = new PlainLabel(tr("Plumber Leads"), card);
    title->setFont(scaledFont(font(), kTitle, QFont::DemiBold));
    auto *words = hint(card, QStringLiteral("signInIntroduction"));
    words->setText(tr("Sign in to your office"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(scaledPx(this, 2));
    texts->addWidget(title);
    texts->addWidget(words);
    auto *row = new QHBoxLayout;
    row->setSpacing(scaledPx(this, 14));
    row->addWidget(picture);
    row->addLayout(texts, 1);
    rows->addLayout(row);
    rows->addSpacing(scaledPx(this, 6));
}

void SignInView::addAccounts(QVBoxLayout *rows)
{
    QWidget *card = rows->parentWidget();
    m_accounts = new AccountList(card);
    m_forget = linkButton(tr("Forget this account"), QStringLiteral("signInForget"), card);
    setPlainToolTip(m_forget, tr("Removes the account from this list and its sign-in from this computer (Delete)."));
    auto *box = new QVBoxLayout;
    box->setSpacing(scaledPx(this, 2));
    box->addWidget(m_accounts);
    box->addWidget(m_forget, 0, Qt::AlignRight);
    rows->addLayout(box);
    m_accounts->hide();
    m_forget->hide();
    connect(m_accounts, &AccountList::accountChosen, this, &SignInView::takeChosen);
    connect(m_accounts, &AccountList::accountActivated, this, &SignInView::activateChosen);
    connect(m_accounts, &AccountList::forgetRequested, this, &SignInView::forgetChosen);
    connect(m_forget, &QPushButton::clicked, this, &SignInView::forgetChosen);
}

SignInView::Row SignInView::addField(QVBoxLayout *rows, const QString &label, const QString &name)
{
    auto *card = new QWidget(rows->parentWidget());
    auto *edit = new QLineEdit(card);
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    auto *words = new PlainLabel(label, card);
    words->setFont(scaledFont(font(), kSmallText, QFont::DemiBold));
    words->setForegroundRole(QPalette::PlaceholderText);
    words->setBuddy(edit);
    auto *problem = new ProblemLabel(card);
    problem->setObjectName(name + QStringLiteral("Problem"));
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(scaledPx(this, 4));
    box->addWidget(words);
    box->addWidget(edit);
    box->addWidget(problem);
    rows->addWidget(card);
    return {card, edit, problem};
}

void SignInView::addPasswordExtras(QVBoxLayout *rows)
{
    QWidget *card = rows->parentWidget();
    m_password.edit->setEchoMode(QLineEdit::Password);
    addShowPassword();
    m_capsLock = hint(card, QStringLiteral("signInCapsLock"));
    m_capsLock->setText(tr("Caps Lock is on."));
    m_capsLock->hide();
    rows->addWidget(m_capsLock);
    m_remember = new QCheckBox(tr("Stay signed in on this computer"), card);
    m_remember->setObjectName(QStringLiteral("signInRemember"));
    m_remember->setChecked(true);
    rows->addWidget(m_remember);
    m_advanced = new QWidget(card);
    auto *advanced = new QVBoxLayout(m_advanced);
    advanced->setContentsMargins(0, 0, 0, 0);
    m_key = addField(advanced, tr("Publishable key"), QStringLiteral("signInKey"));
    m_key.edit->setPlaceholderText(tr("Only for a project hosted by Supabase"));
    rows->addWidget(m_advanced);
}

void SignInView::addShowPassword()
{
    QAction *eye = m_password.edit->addAction(icon(QStringLiteral("eye")), QLineEdit::TrailingPosition);
    eye->setObjectName(QStringLiteral("signInShowPassword"));
    eye->setText(tr("Show the password"));
    eye->setCheckable(true);
    connect(eye, &QAction::toggled, this, [this, eye](bool shown) {
        m_password.edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        eye->setIcon(icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye")));
        eye->setText(shown ? tr("Hide the password") : tr("Show the password"));
    });
}

void SignInView::addButtons(QVBoxLayout *rows)
{
    QWidget *card = rows->parentWidget();
    m_problem = new ProblemLabel(card);
    m_problem->setObjectName(QStringLiteral("signInProblem"));
    m_message = hint(card, QStringLiteral("signInMessage"));
    m_signIn = new QPushButton(tr("Sign in"), card);
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    makePrimary(m_signIn);
    m_forgot = linkButton(tr("Forgot your password?"), QStringLiteral("signInForgot"), card);
    m_showAdvanced = linkButton(tr("Advanced"), QStringLiteral("signInAdvanced"), card);
    auto *links = new QHBoxLayout;
    links->addWidget(m_forgot);
    links->addStretch();
    links->addWidget(m_showAdvanced);
    rows->addWidget(m_problem);
    rows->addWidget(m_message);
    rows->addWidget(m_signIn);
    rows->addLayout(links);
}

void SignInView::showAdvanced(bool shown)
{
    m_advanced->setVisible(shown);
    m_showAdvanced->setText(shown ? tr("Hide advanced") : tr("Advanced"));
}

} // namespace pl::ui
