#pragma once

#include "ui/settings/statusview.h"

class QPushButton;

namespace pl::ui {

class ChipLabel;

/// The services that the server uses for money and messages, for admins: which are set up, whether they work, and how
/// to set them up. "Check now" tries each of them, without moving money or sending anything.
class ConnectionsView : public StatusView
{
    Q_OBJECT

public:
    explicit ConnectionsView(OfficeContext &context, QWidget *parent = nullptr);

protected:
    void focusPage() override;
    void showStatus(const ServerStatus &status) override;

private:
    struct Part
    {
        ChipLabel *chip = nullptr;
        PlainLabel *facts = nullptr;
        PlainLabel *howTo = nullptr;
    };
    Part addPart(const char *name, const QString &title);
    void showPart(const Part &part, const ServiceStatus &service, const QStringList &facts, const QString &howTo);
    void check();
    void checked(const Result<nlohmann::json> &outcome);

    QPushButton *m_check;
    Part m_stripe;
    Part m_email;
    Part m_sms;
};

} // namespace pl::ui
