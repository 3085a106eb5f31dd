"""Which cmdlets there are: a row per command, in one table per module.

Nothing is imported here; a body is imported when its command is first called. A row says file and class: `get_date GetDateCommand`.

Source: Get-Command of PowerShell 7.6.
"""

from __future__ import annotations

CORE = {
    "Export-ModuleMember": "export_module_member:ExportModuleMemberCommand",
    "ForEach-Object": "for_each_object:ForEachObjectCommand",
    "Get-Command": "get_command:GetCommandCommand",
    "Get-Help": "get_help:GetHelpCommand",
    "Get-Module": "get_module:GetModuleCommand",
    "Import-Module": "import_module:ImportModuleCommand",
    "New-Module": "new_module:NewModuleCommand",
    "Out-Default": "out_default:OutDefaultCommand",
    "Out-Host": "out_host:OutHostCommand",
    "Out-Null": "out_null:OutNullCommand",
    "Remove-Module": "remove_module:RemoveModuleCommand",
    "Set-StrictMode": "set_strict_mode:SetStrictModeCommand",
    "Where-Object": "where_object:WhereObjectCommand",
}

UTILITY = {
    "Add-Member": "add_member:AddMemberCommand",
    "Clear-Variable": "clear_variable:ClearVariableCommand",
    "Compare-Object": "compare_object:CompareObjectCommand",
    "ConvertFrom-CliXml": "convert_from_clixml:ConvertFromClixmlCommand",
    "ConvertFrom-Csv": "convert_from_csv:ConvertFromCsvCommand",
    "ConvertFrom-Json": "convert_from_json:ConvertFromJsonCommand",
    "ConvertFrom-StringData": "convert_from_string_data:ConvertFromStringDataCommand",
    "ConvertTo-CliXml": "convert_to_clixml:ConvertToClixmlCommand",
    "ConvertTo-Csv": "convert_to_csv:ConvertToCsvCommand",
    "ConvertTo-Json": "convert_to_json:ConvertToJsonCommand",
    "ConvertTo-Xml": "convert_to_xml:ConvertToXmlCommand",
    "Export-Clixml": "export_clixml:ExportClixmlCommand",
    "Export-Csv": "export_csv:ExportCsvCommand",
    "Format-Custom": "format_custom:FormatCustomCommand",
    "Format-List": "format_list:FormatListCommand",
    "Format-Table": "format_table:FormatTableCommand",
    "Format-Wide": "format_wide:FormatWideCommand",
    "Get-Alias": "get_alias:GetAliasCommand",
    "Get-Culture": "get_culture:GetCultureCommand",
    "Get-Date": "get_date:GetDateCommand",
    "Get-FileHash": "get_file_hash:GetFileHashCommand",
    "Get-Host": "get_host:GetHostCommand",
    "Get-Member": "get_member:GetMemberCommand",
    "Get-Random": "get_random:GetRandomCommand",
    "Get-UICulture": "get_ui_culture:GetUICultureCommand",
    "Get-Unique": "get_unique:GetUniqueCommand",
    "Get-Uptime": "get_uptime:GetUptimeCommand",
    "Get-Variable": "get_variable:GetVariableCommand",
    "Get-Verb": "get_verb:GetVerbCommand",
    "Group-Object": "group_object:GroupObjectCommand",
    "Import-Clixml": "import_clixml:ImportClixmlCommand",
    "Import-Csv": "import_csv:ImportCsvCommand",
    "Invoke-Expression": "invoke_expression:InvokeExpressionCommand",
    "Join-String": "join_string:JoinStringCommand",
    "Measure-Object": "measure_object:MeasureObjectCommand",
    "New-Alias": "new_alias:NewAliasCommand",
    "New-Guid": "new_guid:NewGuidCommand",
    "New-Object": "new_object:NewObjectCommand",
    "New-TimeSpan": "new_time_span:NewTimeSpanCommand",
    "New-Variable": "new_variable:NewVariableCommand",
    "Out-File": "out_file:OutFileCommand",
    "Out-String": "out_string:OutStringCommand",
    "Read-Host": "read_host:ReadHostCommand",
    "Remove-Alias": "remove_alias:RemoveAliasCommand",
    "Remove-Variable": "remove_variable:RemoveVariableCommand",
    "Select-Object": "select_object:SelectObjectCommand",
    "Select-String": "select_string:SelectStringCommand",
    "Select-Xml": "select_xml:SelectXmlCommand",
    "Set-Alias": "set_alias:SetAliasCommand",
    "Set-Variable": "set_variable:SetVariableCommand",
    "Sort-Object": "sort_object:SortObjectCommand",
    "Start-Sleep": "start_sleep:StartSleepCommand",
    "Tee-Object": "tee_object:TeeObjectCommand",
    "Update-FormatData": "update_format_data:UpdateFormatDataCommand",
    "Update-TypeData": "update_type_data:UpdateTypeDataCommand",
    "Write-Debug": "write_debug:WriteDebugCommand",
    "Write-Error": "write_error:WriteErrorCommand",
    "Write-Host": "write_host:WriteHostCommand",
    "Write-Information": "write_information:WriteInformationCommand",
    "Write-Output": "write_output:WriteOutputCommand",
    "Write-Progress": "write_progress:WriteProgressCommand",
    "Write-Verbose": "write_verbose:WriteVerboseCommand",
    "Write-Warning": "write_warning:WriteWarningCommand",
}

MANAGEMENT = {
    "Add-Content": "add_content:AddContentCommand",
    "Clear-Content": "clear_content:ClearContentCommand",
    "Clear-Item": "clear_item:ClearItemCommand",
    "Clear-ItemProperty": "clear_item_property:ClearItemPropertyCommand",
    "Convert-Path": "convert_path:ConvertPathCommand",
    "Copy-Item": "copy_item:CopyItemCommand",
    "Copy-ItemProperty": "copy_item_property:CopyItemPropertyCommand",
    "Get-ChildItem": "get_child_item:GetChildItemCommand",
    "Get-Content": "get_content:GetContentCommand",
    "Get-Item": "get_item:GetItemCommand",
    "Get-ItemProperty": "get_item_property:GetItemPropertyCommand",
    "Get-ItemPropertyValue": "get_item_property_value:GetItemPropertyValueCommand",
    "Get-Location": "get_location:GetLocationCommand",
    "Get-PSDrive": "get_psdrive:GetPSDriveCommand",
    "Get-PSProvider": "get_psprovider:GetPSProviderCommand",
    "Get-Process": "get_process:GetProcessCommand",
    "Get-TimeZone": "get_time_zone:GetTimeZoneCommand",
    "Invoke-Item": "invoke_item:InvokeItemCommand",
    "Join-Path": "join_path:JoinPathCommand",
    "Move-Item": "move_item:MoveItemCommand",
    "Move-ItemProperty": "move_item_property:MoveItemPropertyCommand",
    "New-Item": "new_item:NewItemCommand",
    "New-ItemProperty": "new_item_property:NewItemPropertyCommand",
    "New-PSDrive": "new_psdrive:NewPSDriveCommand",
    "Pop-Location": "pop_location:PopLocationCommand",
    "Push-Location": "push_location:PushLocationCommand",
    "Remove-Item": "remove_item:RemoveItemCommand",
    "Remove-ItemProperty": "remove_item_property:RemoveItemPropertyCommand",
    "Remove-PSDrive": "remove_psdrive:RemovePSDriveCommand",
    "Rename-Item": "rename_item:RenameItemCommand",
    "Rename-ItemProperty": "rename_item_property:RenameItemPropertyCommand",
    "Resolve-Path": "resolve_path:ResolvePathCommand",
    "Set-Content": "set_content:SetContentCommand",
    "Set-Item": "set_item:SetItemCommand",
    "Set-ItemProperty": "set_item_property:SetItemPropertyCommand",
    "Set-Location": "set_location:SetLocationCommand",
    "Split-Path": "split_path:SplitPathCommand",
    "Start-Process": "start_process:StartProcessCommand",
    "Stop-Process": "stop_process:StopProcessCommand",
    "Test-Path": "test_path:TestPathCommand",
    "Wait-Process": "wait_process:WaitProcessCommand",
}

HOST: dict[str, str] = {}

SECURITY = {
    "ConvertFrom-SecureString": "convert_from_secure_string:ConvertFromSecureStringCommand",
    "ConvertTo-SecureString": "convert_to_secure_string:ConvertToSecureStringCommand",
    "Get-Credential": "get_credential:GetCredentialCommand",
}

REMOTING = {
    "Connect-PSSession": "connect_pssession:ConnectPSSessionCommand",
    "Disconnect-PSSession": "disconnect_pssession:DisconnectPSSessionCommand",
    "Enter-PSSession": "enter_pssession:EnterPSSessionCommand",
    "Exit-PSSession": "exit_pssession:ExitPSSessionCommand",
    "Get-PSSession": "get_pssession:GetPSSessionCommand",
    "Invoke-Command": "invoke_command:InvokeCommandCommand",
    "New-PSSession": "new_pssession:NewPSSessionCommand",
    "New-PSSessionOption": "new_pssession_option:NewPSSessionOptionCommand",
    "New-PSTransportOption": "new_pstransport_option:NewPSTransportOptionCommand",
    "Receive-PSSession": "receive_pssession:ReceivePSSessionCommand",
    "Remove-PSSession": "remove_pssession:RemovePSSessionCommand",
    "Start-Job": "start_job:StartJobCommand",
}

JOBS = {
    "Get-Job": "get_job:GetJobCommand",
    "Receive-Job": "receive_job:ReceiveJobCommand",
    "Remove-Job": "remove_job:RemoveJobCommand",
    "Stop-Job": "stop_job:StopJobCommand",
    "Wait-Job": "wait_job:WaitJobCommand",
}

_SECTIONS = {
    "core": CORE,
    "utility": UTILITY,
    "management": MANAGEMENT,
    "host": HOST,
    "security": SECURITY,
    "remoting": REMOTING,
    "jobs": JOBS,
}

CATALOGUE: dict[str, str] = {
    name: f"pssession.cmdlets.{folder}.{row}" for folder, section in _SECTIONS.items() for name, row in section.items()
}
