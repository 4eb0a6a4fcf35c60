#pragma once

#include "models/domain/serverrequest.h"
#include "ui/settings/statusview.h"

class QAction;
class QListWidget;

namespace pl::ui {

class ConfirmPopup;

/// How the server is, for admins: version, address, journal with what it has set aside, tasks that fail, last backup.
/// What is set aside can be tried again, or discarded for good.
class ServerView : public StatusView
{
    Q_OBJECT

public:
    explicit ServerView(OfficeContext &context, QWidget *parent = nullptr);

    QList<QAction *> menuActions() const { return {m_retry, m_discard}; }

protected:
    void focusPage() override;
    void showStatus(const ServerStatus &status) override;

private:
    void buildSetAside();
    PlainLabel *addLine(const char *name);
    void showSetAside(const ServerStatus &status);
    void showFailing(const ServerStatus &status);
    const SetAsideEntry *current() const;
    void selectionChanged();
    void retry();
    void discard();
    void settle(ServerRequestKind kind, const SetAsideEntry &entry, const QString &done, const QString &notDone);

    PlainLabel *m_facts = nullptr;
    PlainLabel *m_failing = nullptr;
    PlainLabel *m_journal = nullptr;
    QListWidget *m_list;
    ConfirmPopup *m_confirm;
    QAction *m_retry;
    QAction *m_discard;
    QString m_server;
    QList<SetAsideEntry> m_entries;
    bool m_isBusy = false;
};

} // namespace pl::ui
