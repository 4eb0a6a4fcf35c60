#pragma once

#include "models/domain/keepingtimes.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QFormLayout;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace pl::replica {
class KeepingRules;
}

namespace pl::ui {

class PlainLabel;
class ProblemLabel;
class StatePage;

/// How long the office keeps what it knows of customers, for admins: by kind, with the default and the reason beside
/// each, and what the next nights will let go. Only "Save" saves; a save can be undone, what was let go can't.
class KeepingView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.customers` must not be null.
    explicit KeepingView(OfficeContext &context, QWidget *parent = nullptr);

    bool hasUnsavedChanges() const override;
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Field
    {
        int KeepingTimes::*days;
        QSpinBox *box;
    };
    QWidget *buildForm();
    void addKinds(QFormLayout *form);
    void addKind(QFormLayout *form, const char *name, int KeepingTimes::*days, const QString &title,
                 const QString &why);
    QWidget *buildButtons();
    KeepingTimes typed() const;
    void put(const KeepingTimes &times);
    void fill(const KeepingTimes &times);
    void follow(const KeepingTimes &now);
    void edited();
    void showChanges();
    void showForecast();
    QString shorterText() const;
    void received();
    void save();
    void saved(const KeepingTimes &before, const Result<KeepingTimes> &outcome);
    void offerUndo(const KeepingTimes &before, const KeepingTimes &written);

    OfficeContext &m_context;
    replica::KeepingRules &m_rules;
    KeepingTimes m_received; ///< the server's times when the form took them
    QStackedWidget *m_stack;
    StatePage *m_state;
    QWidget *m_form = nullptr;
    QList<Field> m_fields;
    PlainLabel *m_forecast = nullptr;
    PlainLabel *m_shorter = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    std::function<void()> m_afterSave;
    bool m_filling = false;
};

} // namespace pl::ui
