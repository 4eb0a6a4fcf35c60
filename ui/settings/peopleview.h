#pragma once

#include "models/domain/serverrequest.h"
#include "ui/office/officecontext.h"
#include "ui/settings/peoplemodel.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QStackedWidget;

namespace pl::ui {

class ConfirmPopup;
class InvitationPopup;
class InviteForm;
class PlainLabel;
class RowTable;
class StatePage;

/// Who can sign in, for admins: inviting, roles, disabling, signing out. The server does all of it; what it has done is
/// shown when it says so. Roles, disabling and invitations can be undone.
class PeopleView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.server` must not be null.
    explicit PeopleView(OfficeContext &context, QWidget *parent = nullptr);

    QList<QAction *> menuActions() const { return {m_invite, m_role, m_link, m_signOut, m_disable, m_reload}; }
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    using Answered = std::function<void(const nlohmann::json &answer)>;
    QWidget *buildHeader();
    QWidget *buildBar();
    void buildTable();
    QAction *addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                           void (PeopleView::*run)());
    void connectAll();
    void refresh();
    void load();
    void peopleReceived(const Result<nlohmann::json> &answer);
    const OfficePerson *current() const;
    QRect anchor() const;
    void setBusy(const QString &what);
    void invite(const QString &email, const QString &role);
    void sendLink();
    void showInvitation(const nlohmann::json &answer, bool isNew);
    void changeRole();
    void toggleDisabled();
    void signOut();
    /// Asks the server and says what failed as `notDone`.
    void ask(ServerRequestKind kind, const nlohmann::json &wish, const QString &what, const QString &notDone,
             const Answered &answered);
    void askOf(const OfficePerson &person, ServerRequestKind kind, const nlohmann::json &wish, const QString &what,
               const QString &notDone, const std::function<void(const OfficePerson &now)> &done);
    QFuture<Result<>> takeBack(ServerRequestKind kind, const nlohmann::json &wish);
    void offerUndo(const QString &done, ServerRequestKind kind, const nlohmann::json &wish);

    OfficeContext &m_context;
    PeopleModel *m_model;
    InviteForm *m_form;
    InvitationPopup *m_popup;
    ConfirmPopup *m_confirm;
    RowTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    PlainLabel *m_busy = nullptr;
    QAction *m_invite;
    QAction *m_role;
    QAction *m_link;
    QAction *m_signOut;
    QAction *m_disable;
    QAction *m_reload;
    bool m_isLoaded = false;
    bool m_isLoading = false;
    bool m_isBusy = false; ///< with a change
};

} // namespace pl::ui
