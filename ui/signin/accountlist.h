#pragma once

#include <QListWidget>

namespace pl::ui {

/// An account that is saved on this computer.
struct KnownAccount
{
    QString server;
    QString anonKey;
    QString email;
    bool kept = false; ///< still signed in: needs no password

    bool operator==(const KnownAccount &) const = default;
};

/// The accounts to choose from, the most recently used first, and "Another account" at the end. Up and Down choose,
/// Delete asks to forget the chosen one.
class AccountList : public QListWidget
{
    Q_OBJECT

public:
    explicit AccountList(QWidget *parent = nullptr);

    void setAccounts(const QList<KnownAccount> &accounts);
    /// The chosen one; null for "Another account".
    const KnownAccount *chosen() const;
    /// Chooses the account with that server and e-mail, or "Another account" when there is none. Emits no signal.
    void choose(const QString &server, const QString &email);
    const KnownAccount *find(const QString &server, const QString &email) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// The person chose another row.
    void accountChosen();
    /// Enter, or a double click.
    void accountActivated();
    /// The chosen account should be forgotten.
    void forgetRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<KnownAccount> m_accounts;
};

} // namespace pl::ui
