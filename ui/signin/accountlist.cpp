#include "ui/signin/accountlist.h"

#include "ui/signin/accountdelegate.h"
#include "ui/style/metrics.h"

#include <QKeyEvent>

namespace pl::ui {

namespace {

constexpr int kMaxRows = 4;

} // namespace

AccountList::AccountList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("signInAccounts"));
    setAccessibleName(tr("Accounts on this computer"));
    setItemDelegate(new AccountDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QListWidget::currentRowChanged, this, &AccountList::accountChosen);
    connect(this, &QListWidget::itemDoubleClicked, this, &AccountList::accountActivated);
}

void AccountList::setAccounts(const QList<KnownAccount> &accounts)
{
    const QSignalBlocker quiet(this);
    m_accounts = accounts;
    clear();
    for (const KnownAccount &account : accounts) {
        auto *item = new QListWidgetItem(account.email, this);
        item->setData(AccountDelegate::ServerRole, account.server);
        item->setData(AccountDelegate::KeptRole, account.kept);
        item->setData(Qt::AccessibleTextRole, tr("%1 at %2").arg(account.email, account.server));
    }
    new QListWidgetItem(tr("Another account …"), this);
    updateGeometry();
}

const KnownAccount *AccountList::chosen() const
{
    return currentRow() >= 0 && currentRow() < m_accounts.size() ? &m_accounts.at(currentRow()) : nullptr;
}

const KnownAccount *AccountList::find(const QString &server, const QString &email) const
{
    const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(), [&](const KnownAccount &account) {
        return account.server == server && account.email.compare(email, Qt::CaseInsensitive) == 0;
    });
    return found == m_accounts.cend() ? nullptr : &*found;
}

void AccountList::choose(const QString &server, const QString &email)
{
    const QSignalBlocker quiet(this);
    const KnownAccount *found = find(server, email);
    setCurrentRow(found ? int(found - m_accounts.constData()) : count() - 1);
}

QSize AccountList::sizeHint() const
{
    const int rows = std::clamp(count(), 1, kMaxRows);
    int height = 2 * frameWidth();
    for (int row = 0; row < rows; ++row)
        height += std::max(sizeHintForRow(row), 1);
    return {QListWidget::sizeHint().width(), height};
}

void AccountList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && chosen())
        Q_EMIT forgetRequested();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT accountActivated();
    else
        QListWidget::keyPressEvent(event);
}

} // namespace pl::ui
