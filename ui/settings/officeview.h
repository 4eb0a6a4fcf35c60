#pragma once

#include "models/replica/templatebook.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace pl::ui {

class PlainLabel;
class ProblemLabel;
class StatePage;

/// Who the office is, for admins: the name, reply address, postal address and logo in messages, on pages and
/// statements; the language of messages to customers; the time zone. Only "Save" (also Ctrl+Enter) saves.
class OfficeView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.templates` must not be null; without `context.dispatch` there is no time zone.
    explicit OfficeView(OfficeContext &context, QWidget *parent = nullptr);

    bool hasUnsavedChanges() const override;
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// "Undo" was pressed: the newest step of the context's history is meant.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Office
    {
        OfficeIdentity identity;
        QString language;
        QByteArray zone;
        bool operator==(const Office &) const = default;
    };
    QWidget *buildForm();
    void addIdentity(QFormLayout *form);
    void addAddress(QFormLayout *form);
    QWidget *buildLogo();
    void addLanguage(QFormLayout *form);
    void addZone(QFormLayout *form);
    QWidget *buildButtons();
    void connectAll();
    bool isLoaded() const;
    static Office stored(const OfficeContext &context);
    Office stored() const { return stored(m_context); }
    Office typed() const;
    void put(const Office &office);
    void fill(const Office &office);
    void follow(const Office &now);
    void received();
    void edited();
    void showChanges();
    void chooseLogo();
    void showLogo();
    void saveAll(const std::function<void()> &saved);
    void ended(const Office &before, const Result<> &outcome);
    void offerUndo(const Office &before);
    void showErrors(const Error &error);
    static QFuture<Result<>> write(const OfficeContext &context, const Office &office);

    OfficeContext &m_context;
    Office m_seen; ///< before the person's changes
    QByteArray m_logo;
    bool m_filling = false;
    QStackedWidget *m_stack;
    StatePage *m_state;
    QWidget *m_form = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_replyTo = nullptr;
    QPlainTextEdit *m_address = nullptr;
    PlainLabel *m_logoPicture = nullptr;
    QPushButton *m_logoChoice = nullptr;
    QPushButton *m_logoRemoval = nullptr;
    QComboBox *m_language = nullptr;
    QComboBox *m_zone = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
};

} // namespace pl::ui
